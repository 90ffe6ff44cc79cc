/**
 * The names of keys in Redis, and how names and values are encrypted.
 */
@NullMarked
package io.feishuinterviews.redis.encryption;

import org.jspecify.annotations.NullMarked;
