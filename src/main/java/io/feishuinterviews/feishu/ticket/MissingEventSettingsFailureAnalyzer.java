package io.feishuinterviews.feishu.ticket;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains why a store app needs events.
 */
class MissingEventSettingsFailureAnalyzer extends AbstractFailureAnalyzer<MissingEventSettingsException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingEventSettingsException cause) {
		return new FailureAnalysis(
				"feishu.app-type is store, but %s not set. Feishu pushes the app ticket as an event.".formatted(
						String.join(" and ", cause.missing()) + ((cause.missing().size() != 1) ? " are" : " is")),
				"Set FEISHU_EVENTS_ENCRYPTKEY and FEISHU_EVENTS_VERIFICATIONTOKEN to those of the app "
						+ "(Feishu's developer console, Events and callbacks), or feishu.app-type to custom.",
				cause);
	}

}
