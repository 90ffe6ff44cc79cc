/**
 * The upstream budget: which call to Feishu is next, and when.
 */
@NullMarked
package io.feishuinterviews.feishu.budget;

import org.jspecify.annotations.NullMarked;
