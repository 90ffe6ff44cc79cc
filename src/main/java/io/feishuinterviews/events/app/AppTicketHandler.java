package io.feishuinterviews.events.app;

import java.util.List;
import java.util.Set;

import io.feishuinterviews.events.EventEffect;
import io.feishuinterviews.events.EventHandler;
import io.feishuinterviews.events.FeishuEvent;
import io.feishuinterviews.interview.AppTicketReceiver;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import tools.jackson.databind.JsonNode;

/**
 * Takes the app ticket, which Feishu pushes about once an hour.
 */
final class AppTicketHandler implements EventHandler {

	private static final Log log = LogFactory.getLog(AppTicketHandler.class);

	private final AppTicketReceiver tickets;

	AppTicketHandler(AppTicketReceiver tickets) {
		this.tickets = tickets;
	}

	@Override
	public Set<String> types() {
		return Set.of("app_ticket");
	}

	@Override
	public boolean concernsAllTenants() {
		return true;
	}

	@Override
	public EventEffect handle(FeishuEvent event) {
		JsonNode ticket = event.content().path("app_ticket");
		if (!ticket.isString() || !this.tickets.accept(ticket.stringValue())) {
			log.warn("An app_ticket event has no ticket that could be used");
			return EventEffect.NONE;
		}
		return new EventEffect(EventEffect.Action.UPDATED, List.of());
	}

}
