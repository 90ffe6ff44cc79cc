package io.feishuinterviews.settings.check;

import io.feishuinterviews.settings.SettingException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains which setting stops the start, and what to do.
 */
@Order(Ordered.HIGHEST_PRECEDENCE) // before the one that explains any failed binding
class SettingFailureAnalyzer extends AbstractFailureAnalyzer<SettingException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, SettingException cause) {
		return new FailureAnalysis(cause.description(), cause.action(), cause);
	}

}
