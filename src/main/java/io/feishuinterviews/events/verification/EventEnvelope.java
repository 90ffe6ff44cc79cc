package io.feishuinterviews.events.verification;

import io.feishuinterviews.events.FeishuEvent;
import io.feishuinterviews.events.verification.RefusedRequestException.Step;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the fields that all events have, in both schemas. Schema 2.0 has a
 * {@code header}; schema 1.0 has it at the top and in {@code event}.
 */
final class EventEnvelope {

	private static final int MAX_LENGTH = 256;

	private final JsonNode root;

	private final boolean second;

	EventEnvelope(JsonNode root) {
		this.root = root;
		this.second = root.has("header");
	}

	boolean isChallenge() {
		return !this.second && this.root.path("type").asString("").equals("url_verification");
	}

	String challenge() {
		return StrictJson.text(this.root, "challenge", Step.CONTENT);
	}

	String token() {
		return StrictJson.text(this.second ? this.root.get("header") : this.root, "token", Step.TOKEN);
	}

	String appId() {
		return StrictJson.text(details(), "app_id", Step.APP);
	}

	FeishuEvent event() {
		JsonNode content = this.root.path("event");
		if (!content.isObject()) {
			throw new RefusedRequestException(Step.CONTENT);
		}
		return this.second
				? new FeishuEvent(name(details(), "event_id"), name(details(), "event_type"), tenant(),
						EventTime.of(details().path("create_time")), content)
				: new FeishuEvent(name(this.root, "uuid"), name(content, "type"), tenant(),
						EventTime.of(this.root.path("ts")), content);
	}

	private JsonNode details() {
		return this.root.path(this.second ? "header" : "event");
	}

	/**
	 * Return the tenant. A value that is not a text is omitted: the handler decides
	 * whether it needs a tenant.
	 */
	private @Nullable String tenant() {
		String key = details().path("tenant_key").asString("");
		return (key.isEmpty() || key.length() > MAX_LENGTH) ? null : key;
	}

	private static String name(JsonNode object, String name) {
		String text = StrictJson.text(object, name, Step.CONTENT);
		if (text.length() > MAX_LENGTH) {
			throw new RefusedRequestException(Step.CONTENT);
		}
		return text;
	}

}
