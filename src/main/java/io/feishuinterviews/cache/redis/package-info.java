/**
 * The second level of the cache in Redis: snapshots, denials and evictions.
 */
@NullMarked
package io.feishuinterviews.cache.redis;

import org.jspecify.annotations.NullMarked;
