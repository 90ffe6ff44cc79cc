package io.feishuinterviews.events;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An event that Feishu has sent, of schema 2.0 or 1.0, verified.
 *
 * @param id the unique ID of the event: {@code event_id} or {@code uuid}
 * @param type its type, for example {@code hire.talent.deleted_v1}
 * @param tenantKey the tenant that it is about, {@code null} if it names none
 * @param time when it happened by Feishu's clock, {@code null} if it names no time
 * @param content its {@code event} object
 */
public record FeishuEvent(String id, String type, @Nullable String tenantKey, @Nullable Instant time,
		JsonNode content) {

	/**
	 * Hides the content.
	 */
	@Override
	public String toString() {
		return "FeishuEvent[" + URLEncoder.encode(this.type, StandardCharsets.UTF_8) + " "
				+ URLEncoder.encode(this.id, StandardCharsets.UTF_8) + "]";
	}

}
