package io.feishuinterviews.events;

import java.util.Set;

/**
 * Handles events of some types. A type has one handler.
 */
public interface EventHandler {

	/**
	 * Return the types of events that are handled.
	 * @return for example {@code hire.talent.deleted_v1}
	 */
	Set<String> types();

	/**
	 * Return whether these events concern all tenants, so that they must not wait for the
	 * events of any.
	 * @return whether they do
	 */
	default boolean concernsAllTenants() {
		return false;
	}

	/**
	 * Handle an event, after the response to Feishu. After an exception, the event is
	 * handled again: some seconds later, and if Feishu repeats it. An event may come
	 * twice, and two events in another order than they happened.
	 * @param event the event
	 * @return what was done
	 */
	EventEffect handle(FeishuEvent event);

}
