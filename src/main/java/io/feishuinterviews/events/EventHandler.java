package io.feishuinterviews.events;

import java.util.Set;

/**
 * Does what events of some types call for.
 */
public interface EventHandler {

	/**
	 * Return the types of events that are handled.
	 * @return for example {@code hire.talent.deleted_v1}
	 */
	Set<String> types();

	/**
	 * Handle an event, after Feishu was answered. An exception means that it is to be
	 * handled again if Feishu repeats it.
	 * @param event the event
	 * @return what was done
	 */
	EventEffect handle(FeishuEvent event);

}
