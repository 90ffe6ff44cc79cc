/**
 * Converts Feishu's JSON to this service's interviews: flattening, codes, masking.
 */
@NullMarked
package io.feishuinterviews.feishu.mapping;

import org.jspecify.annotations.NullMarked;
