package io.feishuinterviews.events.dispatch;

import java.util.Objects;

import io.feishuinterviews.audit.EventAudit;
import io.feishuinterviews.events.EventEffect;
import io.feishuinterviews.events.FeishuEvent;
import io.feishuinterviews.interview.Tenancy;
import io.feishuinterviews.web.RequestIdFilter;
import org.slf4j.MDC;

/**
 * Reports the outcome of an event to the metrics and the audit log.
 */
final class OutcomeReporter {

	private final EventMetrics metrics;

	private final Tenancy tenancy;

	/**
	 * Create a reporter.
	 * @param metrics counts outcomes
	 * @param tenancy whether the audit log needs to name the tenant
	 */
	OutcomeReporter(EventMetrics metrics, Tenancy tenancy) {
		this.metrics = metrics;
		this.tenancy = tenancy;
	}

	void report(FeishuEvent event, String outcome, EventEffect effect) {
		this.metrics.count(event.type(), outcome);
		EventAudit.log(event.id(), event.type(), outcome, (this.tenancy == Tenancy.MULTIPLE) ? event.tenantKey() : null,
				effect.talentIds(), Objects.requireNonNullElse(MDC.get(RequestIdFilter.MDC_KEY), ""));
	}

}
