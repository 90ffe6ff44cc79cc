package io.feishuinterviews.events.app;

import java.util.List;
import java.util.Set;

import io.feishuinterviews.cache.InterviewCache;
import io.feishuinterviews.events.EventEffect;
import io.feishuinterviews.events.EventHandler;
import io.feishuinterviews.events.FeishuEvent;
import io.feishuinterviews.interview.Tenancy;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.TenantRegistry;
import io.feishuinterviews.interview.TenantState;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which tenants use the app, and deletes what is cached of a tenant that is
 * dissolved.
 */
final class TenantEventHandler implements EventHandler {

	private static final Log log = LogFactory.getLog(TenantEventHandler.class);

	private static final String OPENED = "app_open";

	private static final String STATUS_CHANGED = "app_status_change";

	private static final String UNINSTALLED = "app_uninstalled";

	private final TenantRegistry tenants;

	private final InterviewCache interviews;

	TenantEventHandler(TenantRegistry tenants, InterviewCache interviews) {
		this.tenants = tenants;
		this.interviews = interviews;
	}

	@Override
	public Set<String> types() {
		return Set.of(OPENED, STATUS_CHANGED, UNINSTALLED);
	}

	@Override
	public EventEffect handle(FeishuEvent event) {
		// only a store app has these events
		Tenant tenant = Tenancy.MULTIPLE.tenant(event.tenantKey());
		TenantState state = state(event);
		if (tenant == null || state == null) {
			log.warn("An event %s was ignored: it names no %s".formatted(event.type(),
					(state != null) ? "tenant" : "known status"));
			return EventEffect.NONE;
		}
		this.tenants.set(tenant, state);
		if (state != TenantState.UNINSTALLED) {
			return new EventEffect(EventEffect.Action.UPDATED, List.of());
		}
		if (!this.interviews.purge(tenant)) {
			log.warn("Tenant %s was removed from this instance; Redis and the other instances follow"
				.formatted(tenant.key()));
		}
		return new EventEffect(EventEffect.Action.PURGED, List.of());
	}

	private static @Nullable TenantState state(FeishuEvent event) {
		return switch (event.type()) {
			case OPENED -> TenantState.ACTIVE;
			case UNINSTALLED -> TenantState.UNINSTALLED;
			default -> switch (event.content().path("status").asString("")) {
				case "start_by_tenant" -> TenantState.ACTIVE;
				case "stop_by_tenant" -> TenantState.STOPPED_BY_TENANT;
				case "stop_by_platform" -> TenantState.STOPPED_BY_PLATFORM;
				default -> null;
			};
		};
	}

}
