package io.feishuinterviews.interview;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An image attached to a record.
 *
 * @param id the image's ID
 * @param url where Feishu serves it
 * @param name its file name
 * @param mime its media type
 * @param createTime when it was attached
 */
public record Image(@Nullable String id, @Nullable String url, @Nullable String name, @Nullable String mime,
		@Nullable Instant createTime) {

}
