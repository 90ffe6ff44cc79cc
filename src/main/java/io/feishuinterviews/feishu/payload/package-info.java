/**
 * Feishu's JSON as records. Every field may be absent or {@code null}, list elements too;
 * fields that are not here are passed over.
 */
@NullMarked
package io.feishuinterviews.feishu.payload;

import org.jspecify.annotations.NullMarked;
