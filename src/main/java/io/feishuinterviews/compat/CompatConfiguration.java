package io.feishuinterviews.compat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.feishuinterviews.audit.AuditedTalentsResolver;
import io.feishuinterviews.security.AccessRule;
import io.feishuinterviews.security.caller.Scope;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/**
 * Configures access and audit of Feishu's paths, and Tomcat for what SDKs send.
 */
@Configuration(proxyBeanMethods = false)
class CompatConfiguration {

	private static final PathPatternRequestMatcher GET_BY_TALENT = PathPatternRequestMatcher
		.pathPattern(FeishuPaths.GET_BY_TALENT);

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> baseUrlValveCustomizer() {
		return (tomcat) -> tomcat.addEngineValves(new BaseUrlValve());
	}

	@Bean
	static AccessRule getByTalentRule() {
		return AccessRule.requireScope(Scope.INTERVIEWS_READ, GET_BY_TALENT);
	}

	/**
	 * What SDKs call without a token: the token requests, whose body has an API key, and
	 * paths that this service does not have. An old token that an SDK sends with them is
	 * ignored.
	 */
	@Bean
	static AccessRule tokenRule() {
		return AccessRule
			.ignoreCredentials((request) -> FeishuPaths.matches(request) && !GET_BY_TALENT.matches(request));
	}

	@Bean
	static AuditedTalentsResolver getByTalentAuditedTalentsResolver() {
		return (request) -> GET_BY_TALENT.matches(request)
				? Stream.of(Objects.requireNonNullElse(request.getParameterValues("talent_id"), new String[0]))
					.distinct()
					.toList()
				: List.of();
	}

}
