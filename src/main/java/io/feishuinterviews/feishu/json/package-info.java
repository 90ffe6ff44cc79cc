/**
 * Reads Feishu's JSON into payloads.
 */
@NullMarked
package io.feishuinterviews.feishu.json;

import org.jspecify.annotations.NullMarked;
