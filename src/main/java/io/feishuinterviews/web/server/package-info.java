/**
 * Tomcat: protocols, limits, shutdown.
 */
@NullMarked
package io.feishuinterviews.web.server;

import org.jspecify.annotations.NullMarked;
