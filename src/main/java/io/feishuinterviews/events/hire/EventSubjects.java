package io.feishuinterviews.events.hire;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.feishuinterviews.events.FeishuEvent;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenancy;
import io.feishuinterviews.interview.Tenant;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import tools.jackson.databind.JsonNode;

/**
 * Reads what an event is about. A value that is not an ID is omitted and logged without
 * its value; handling the event again would not help.
 */
final class EventSubjects {

	private static final Log log = LogFactory.getLog(EventSubjects.class);

	private final Tenancy tenancy;

	EventSubjects(Tenancy tenancy) {
		this.tenancy = tenancy;
	}

	Optional<Talent> talent(FeishuEvent event) {
		JsonNode id = event.content().path("talent_id");
		return id(event, "talent_id", id).flatMap((text) -> tenant(event).map((tenant) -> new Talent(tenant, text)));
	}

	Optional<Application> application(FeishuEvent event) {
		return application(event, "application_id", event.content().path("application_id"));
	}

	Set<Application> applications(FeishuEvent event) {
		JsonNode ids = event.content().path("application_ids");
		if (!ids.isArray()) {
			report(event, "application_ids");
		}
		return ids.valueStream()
			.flatMap((id) -> application(event, "application_ids", id).stream())
			.collect(Collectors.toUnmodifiableSet());
	}

	private Optional<Application> application(FeishuEvent event, String field, JsonNode id) {
		return id(event, field, id).flatMap((text) -> tenant(event).map((tenant) -> new Application(tenant, text)));
	}

	private static Optional<String> id(FeishuEvent event, String field, JsonNode id) {
		if (id.isMissingNode() || id.isNull()) {
			return Optional.empty();
		}
		String text = (id.isString() || id.isIntegralNumber()) ? id.asString() : "";
		// talents and applications have IDs of the same form
		if (!Application.isId(text)) {
			report(event, field);
			return Optional.empty();
		}
		return Optional.of(text);
	}

	private Optional<Tenant> tenant(FeishuEvent event) {
		Tenant tenant = this.tenancy.tenant(event.tenantKey());
		if (tenant == null) {
			report(event, "tenant_key");
		}
		return Optional.ofNullable(tenant);
	}

	private static void report(FeishuEvent event, String field) {
		log.warn("An event of type %s: %s is not as documented".formatted(event.type(), field));
	}

}
