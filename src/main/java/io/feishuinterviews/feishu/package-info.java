/**
 * Feishu: the call, tokens, limits, errors, and the flattening of responses.
 */
@NullMarked
package io.feishuinterviews.feishu;

import org.jspecify.annotations.NullMarked;
