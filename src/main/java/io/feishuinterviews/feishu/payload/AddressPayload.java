package io.feishuinterviews.feishu.payload;

import org.jspecify.annotations.Nullable;

/**
 * {@code address}: where an interview takes place.
 */
public record AddressPayload(@Nullable String id, @Nullable Localized name, @Nullable CodeName district,
		@Nullable CodeName city, @Nullable CodeName state, @Nullable CodeName country) {

}
