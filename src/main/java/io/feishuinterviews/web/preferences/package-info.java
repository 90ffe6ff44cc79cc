/**
 * What a request prefers, from its headers: language, content coding and freshness.
 */
@NullMarked
package io.feishuinterviews.web.preferences;

import org.jspecify.annotations.NullMarked;
