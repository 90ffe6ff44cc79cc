/**
 * The connection to Redis that instances share, and how names and values are protected
 * there. Without Redis, nothing of it exists.
 */
@NullMarked
package io.feishuinterviews.redis;

import org.jspecify.annotations.NullMarked;
