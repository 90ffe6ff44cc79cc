/**
 * The second level of the cache, as the first level sees it.
 */
@NullMarked
package io.feishuinterviews.cache.shared;

import org.jspecify.annotations.NullMarked;
