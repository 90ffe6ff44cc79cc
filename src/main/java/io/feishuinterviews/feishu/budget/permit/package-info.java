/**
 * Permits for calls within Feishu's rate limits.
 */
@NullMarked
package io.feishuinterviews.feishu.budget.permit;

import org.jspecify.annotations.NullMarked;
