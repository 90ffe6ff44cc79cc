package io.feishuinterviews.feishu.ticket;

import java.util.List;
import java.util.stream.Stream;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * The service was started for a store app, but without the settings for Feishu's events.
 */
final class MissingEventSettingsException extends RuntimeException {

	private final List<String> missing;

	private MissingEventSettingsException(List<String> missing) {
		super(String.join(" and ", missing) + " must be set", null, false, false);
		this.missing = missing;
	}

	/**
	 * Check that events can arrive.
	 * @param environment the settings
	 */
	static void check(Environment environment) {
		List<String> missing = Stream.of("feishu.events.encrypt-key", "feishu.events.verification-token")
			.filter((name) -> !StringUtils.hasText(environment.getProperty(name)))
			.toList();
		if (!missing.isEmpty()) {
			throw new MissingEventSettingsException(missing);
		}
	}

	List<String> missing() {
		return this.missing;
	}

}
