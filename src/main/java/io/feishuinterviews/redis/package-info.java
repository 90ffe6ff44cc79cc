/**
 * The connection to Redis that instances share. Without Redis, nothing of it exists.
 */
@NullMarked
package io.feishuinterviews.redis;

import org.jspecify.annotations.NullMarked;
