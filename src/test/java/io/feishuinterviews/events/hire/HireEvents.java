package io.feishuinterviews.events.hire;

import java.util.Collection;

import io.feishuinterviews.events.EventEffect;
import io.feishuinterviews.events.EventHandler;
import io.feishuinterviews.events.FeishuEvent;
import tools.jackson.databind.json.JsonMapper;

/**
 * Hands events to their handlers, as the webhook does when it has verified them.
 *
 * @param handlers the handlers
 * @param tenantKey the tenant that the events are about
 */
record HireEvents(Collection<? extends EventHandler> handlers, String tenantKey) {

	private static final JsonMapper json = new JsonMapper();

	/**
	 * The settings that enable events.
	 */
	static final String[] SETTINGS = { "--feishu.events.encrypt-key=key", "--feishu.events.verification-token=token" };

	HireEvents(Collection<? extends EventHandler> handlers) {
		this(handlers, "tenant");
	}

	EventEffect talentDeleted(String talentId) {
		return handle("hire.talent.deleted_v1", "{'talent_id':'%s'}".formatted(talentId));
	}

	EventEffect applicationsDeleted(String... ids) {
		return handle("hire.application.deleted_v1", "{'application_ids':['%s']}".formatted(String.join("','", ids)));
	}

	EventEffect stageChanged(String applicationId) {
		return handle("hire.application.stage_changed_v1",
				"{'application_id':'%s','origin_stage_id':'1','target_stage_id':'2'}".formatted(applicationId));
	}

	EventEffect tagged(String talentId) {
		return handle("hire.talent.tag_subscription_v1",
				"{'talent_id':'%s','application_id':'no-matter','type':1}".formatted(talentId));
	}

	EventEffect handle(String type, String content) {
		EventHandler handler = this.handlers.stream()
			.filter((each) -> each.types().contains(type))
			.findFirst()
			.orElseThrow();
		return handler.handle(new FeishuEvent("id", type, this.tenantKey, json.readTree(content.replace('\'', '"'))));
	}

}
