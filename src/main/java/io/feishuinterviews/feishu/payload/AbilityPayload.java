package io.feishuinterviews.feishu.payload;

import org.jspecify.annotations.Nullable;

/**
 * {@code ability_list[]}.
 */
public record AbilityPayload(@Nullable String id, @Nullable Localized name, @Nullable Localized description) {

}
