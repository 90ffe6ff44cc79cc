package io.feishuinterviews.interview;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An image attached to a record.
 *
 * @param id The image's ID. Feishu: {@code id}.
 * @param url Where Feishu serves it. Feishu: {@code url}.
 * @param name Its file name. Feishu: {@code name}.
 * @param mime Its media type. Feishu: {@code mime}.
 * @param createTime When it was attached, in UTC. Feishu: {@code create_time}, in
 * milliseconds, as a text.
 */
public record Image(@Nullable String id, @Nullable String url, @Nullable String name, @Nullable String mime,
		@Nullable Instant createTime) {

	/**
	 * Contains only the ID: the URL gives access to the image, so it must not be logged.
	 */
	@Override
	public String toString() {
		return "Image[" + this.id + "]";
	}

}
