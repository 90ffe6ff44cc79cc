/**
 * Feishu's JSON as records. The type of a component is the documented type:
 * {@code String} a text, {@code Instant} milliseconds since 1970, {@code NumericCode} a
 * code. Every field may be absent, and a field of another type is absent too.
 */
@NullMarked
package io.feishuinterviews.feishu.payload;

import org.jspecify.annotations.NullMarked;
