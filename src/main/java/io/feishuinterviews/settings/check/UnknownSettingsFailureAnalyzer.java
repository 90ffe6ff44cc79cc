package io.feishuinterviews.settings.check;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains which settings do not exist, and which do.
 */
class UnknownSettingsFailureAnalyzer extends AbstractFailureAnalyzer<UnknownSettingsException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnknownSettingsException cause) {
		return new FailureAnalysis("These settings do not exist:\n\n    " + String.join("\n    ", cause.unknown()),
				"Correct or remove them. These settings exist:\n\n    " + String.join("\n    ", cause.known()), cause);
	}

}
