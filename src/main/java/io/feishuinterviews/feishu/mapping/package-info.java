/**
 * Feishu's JSON to our interviews: flattening, codes, masking.
 */
@NullMarked
package io.feishuinterviews.feishu.mapping;

import org.jspecify.annotations.NullMarked;
