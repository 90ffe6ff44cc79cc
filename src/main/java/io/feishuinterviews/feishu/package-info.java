/**
 * What Feishu does: the call, its tokens, its limits and its errors, and how its answer
 * becomes a flat one. Everything that knows Feishu is in here.
 */
@NullMarked
package io.feishuinterviews.feishu;

import org.jspecify.annotations.NullMarked;
