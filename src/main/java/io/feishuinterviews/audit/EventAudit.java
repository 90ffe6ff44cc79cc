package io.feishuinterviews.audit;

import java.util.Collection;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The lines of the audit log about Feishu's events. An event is handled after the
 * response to its request, so that the line of the request cannot contain the outcome.
 */
public final class EventAudit {

	private EventAudit() {
	}

	/**
	 * Log what an event has done.
	 * @param id the ID of the event
	 * @param type its type
	 * @param outcome what was done
	 * @param tenant the key of the tenant, {@code null} for a custom app
	 * @param talentIds the talents that it concerned
	 * @param requestId the ID of the request
	 */
	public static void log(String id, String type, String outcome, @Nullable String tenant,
			Collection<String> talentIds, String requestId) {
		AuditEntry entry = new AuditEntry().add("client", "feishu").add("proof", "signature");
		if (tenant != null) {
			entry.add("tenant", AuditEntry.encoded(tenant));
		}
		entry.add("event", AuditEntry.encoded(id))
			.add("type", AuditEntry.encoded(type))
			.add("outcome", outcome)
			.add("talents",
					AuditEntry.truncated(talentIds.stream().map(AuditEntry::encoded).collect(Collectors.joining(","))))
			.add("request", requestId)
			.write();
	}

}
