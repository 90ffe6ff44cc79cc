package io.feishuinterviews.feishu.connection;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains how to set the credentials.
 */
@Order(Ordered.HIGHEST_PRECEDENCE) // before the one that explains any failed binding
class MissingCredentialsFailureAnalyzer extends AbstractFailureAnalyzer<MissingCredentialsException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingCredentialsException cause) {
		String description = "The credentials of the Feishu app are missing: %s not set."
			.formatted(String.join(" and ", cause.variables()));
		String action = """
				Set FEISHU_APP_ID and FEISHU_APP_SECRET in the environment (or feishu.app-id and feishu.app-secret) \
				to those of a custom app that may read interviews.
				To run the service with made-up data and without a Feishu account, use one of these commands in the source directory:

				    ./mvnw spring-boot:test-run
				    docker compose --profile sandbox up""";
		return new FailureAnalysis(description, action, cause);
	}

}
