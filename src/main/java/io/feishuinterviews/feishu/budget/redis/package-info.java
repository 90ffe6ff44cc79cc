/**
 * The upstream budget that several instances share through Redis.
 */
@NullMarked
package io.feishuinterviews.feishu.budget.redis;

import org.jspecify.annotations.NullMarked;
