package io.feishuinterviews.settings.check;

import java.util.Collection;
import java.util.List;

/**
 * Settings that do not exist are set.
 */
class UnknownSettingsException extends RuntimeException {

	private final List<String> unknown;

	private final List<String> known;

	/**
	 * Create the exception.
	 * @param unknown the names that are set, each with where it is set
	 * @param known the names that exist
	 */
	UnknownSettingsException(Collection<String> unknown, Collection<String> known) {
		super("These settings do not exist: " + String.join(", ", unknown));
		this.unknown = List.copyOf(unknown);
		this.known = List.copyOf(known);
	}

	List<String> unknown() {
		return this.unknown;
	}

	List<String> known() {
		return this.known;
	}

}
