/**
 * One HTTP request to Feishu, observed, and what its failure means.
 */
@NullMarked
package io.feishuinterviews.feishu.call;

import org.jspecify.annotations.NullMarked;
