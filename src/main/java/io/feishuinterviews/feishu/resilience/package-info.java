/**
 * Retries, circuit breaker, bulkhead and time limits for calls to Feishu.
 */
@NullMarked
package io.feishuinterviews.feishu.resilience;

import org.jspecify.annotations.NullMarked;
