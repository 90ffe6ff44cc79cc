/**
 * What Redis has not confirmed yet, within limits that keep tenants apart.
 */
@NullMarked
package io.feishuinterviews.cache.redis.pending;

import org.jspecify.annotations.NullMarked;
