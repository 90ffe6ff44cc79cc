/**
 * Shares changes in Feishu through Redis.
 */
@NullMarked
package io.feishuinterviews.cache.redis.change;

import org.jspecify.annotations.NullMarked;
