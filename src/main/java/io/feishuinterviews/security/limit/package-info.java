/**
 * The rate limit of each caller.
 */
@NullMarked
package io.feishuinterviews.security.limit;

import org.jspecify.annotations.NullMarked;
