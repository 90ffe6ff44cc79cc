/**
 * The changes in Feishu that this instance knows, and which cached talents they concern.
 */
@NullMarked
package io.feishuinterviews.cache.change;

import org.jspecify.annotations.NullMarked;
