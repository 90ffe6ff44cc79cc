package io.feishuinterviews.feishu.payload;

import org.jspecify.annotations.Nullable;

/**
 * Something with an ID and a name.
 */
public record IdName(@Nullable String id, @Nullable Localized name) {

}
