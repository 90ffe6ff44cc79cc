package io.feishuinterviews.feishu.payload;

import org.jspecify.annotations.Nullable;

/**
 * Something with a code and a name.
 */
public record CodeName(@Nullable String code, @Nullable Localized name) {

}
