package io.feishuinterviews.feishu.connection;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains at start what an outgoing proxy may be.
 */
@Order(Ordered.HIGHEST_PRECEDENCE) // before the one that explains any failed binding
class InvalidProxyFailureAnalyzer extends AbstractFailureAnalyzer<InvalidProxyException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, InvalidProxyException cause) {
		return new FailureAnalysis("%s is not the URL of an HTTP proxy.".formatted(cause.setting()),
				"Set %s to http://host:port or http://user:password@host:port, with special characters in the user and password percent-encoded."
					.formatted(cause.setting()),
				cause);
	}

}
