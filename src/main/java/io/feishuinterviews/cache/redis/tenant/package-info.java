/**
 * Where Redis has what belongs to a tenant of a store app.
 */
@NullMarked
package io.feishuinterviews.cache.redis.tenant;

import org.jspecify.annotations.NullMarked;
