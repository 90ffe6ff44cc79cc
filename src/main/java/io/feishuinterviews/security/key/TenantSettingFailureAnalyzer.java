package io.feishuinterviews.security.key;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains which setting of a tenant stops the start.
 */
class TenantSettingFailureAnalyzer extends AbstractFailureAnalyzer<TenantSettingException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, TenantSettingException cause) {
		return new FailureAnalysis(cause.getMessage(), "Correct the setting. docs/store-apps.md explains tenants.",
				cause);
	}

}
