/**
 * Feishu's events: verified, then handled.
 */
@NullMarked
package io.feishuinterviews.events;

import org.jspecify.annotations.NullMarked;
