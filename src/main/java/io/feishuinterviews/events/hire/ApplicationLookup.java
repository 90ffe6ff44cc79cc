package io.feishuinterviews.events.hire;

import java.util.function.Consumer;

import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Talent;

/**
 * Finds the talent of an application that no snapshot contains.
 */
interface ApplicationLookup {

	/**
	 * Looks nothing up.
	 */
	ApplicationLookup NONE = (application, found) -> {
	};

	/**
	 * Look an application up, if the limits allow it. No caller waits for the result.
	 * @param application the application
	 * @param found accepts the talent
	 */
	void lookUp(Application application, Consumer<Talent> found);

}
