/**
 * The filter chain: authentication, access rules and rate limits.
 */
@NullMarked
package io.feishuinterviews.security;

import org.jspecify.annotations.NullMarked;
