package io.feishuinterviews.feishu.payload;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * {@code image_list[]}; Feishu sends its time as a text.
 */
public record ImagePayload(@Nullable String id, @Nullable String url, @Nullable String name, @Nullable String mime,
		@Nullable Instant createTime) {

	/**
	 * Contains only the ID: the URL gives access to the image, so it must not be logged.
	 */
	@Override
	public String toString() {
		return "ImagePayload[" + this.id + "]";
	}

}
