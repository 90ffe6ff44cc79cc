package io.feishuinterviews.events.hire;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.feishuinterviews.events.FeishuEvent;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import tools.jackson.databind.JsonNode;

/**
 * Reads what an event is about. A field that is no ID is absent, and logged without its
 * value: it would be the same if Feishu sent the event again.
 */
final class EventSubjects {

	private static final Log log = LogFactory.getLog(EventSubjects.class);

	private EventSubjects() {
	}

	static Optional<Talent> talent(FeishuEvent event) {
		JsonNode id = event.content().path("talent_id");
		if (id.isMissingNode() || id.isNull()) {
			return Optional.empty();
		}
		if (!Talent.ID.matcher(text(id)).matches()) {
			report(event, "talent_id");
			return Optional.empty();
		}
		return Optional.of(new Talent(tenant(event), text(id)));
	}

	static Optional<Application> application(FeishuEvent event) {
		JsonNode id = event.content().path("application_id");
		return (id.isMissingNode() || id.isNull()) ? Optional.empty() : application(event, "application_id", id);
	}

	static Set<Application> applications(FeishuEvent event) {
		JsonNode ids = event.content().path("application_ids");
		if (!ids.isArray()) {
			report(event, "application_ids");
		}
		return ids.valueStream()
			.flatMap((id) -> application(event, "application_ids", id).stream())
			.collect(Collectors.toUnmodifiableSet());
	}

	private static Optional<Application> application(FeishuEvent event, String field, JsonNode id) {
		if (!Application.isId(text(id))) {
			report(event, field);
			return Optional.empty();
		}
		return Optional.of(new Application(tenant(event), text(id)));
	}

	private static String text(JsonNode id) {
		return (id.isString() || id.isIntegralNumber()) ? id.asString() : "";
	}

	/**
	 * A custom app belongs to one tenant, whose key is not needed.
	 */
	private static Tenant tenant(FeishuEvent event) {
		return Tenant.OWN;
	}

	private static void report(FeishuEvent event, String field) {
		log.warn("An event of type %s: %s is not as documented".formatted(event.type(), field));
	}

}
