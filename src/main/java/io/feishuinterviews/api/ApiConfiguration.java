package io.feishuinterviews.api;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.feishuinterviews.audit.AuditedTalentsResolver;
import io.feishuinterviews.security.AccessRule;
import io.feishuinterviews.security.caller.CallerTenants;
import io.feishuinterviews.security.caller.Scope;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Configures the paths of this API: who may call them, what is audited, and how their
 * arguments are read.
 */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration implements WebMvcConfigurer {

	private final CallerTenants tenants;

	ApiConfiguration(CallerTenants tenants) {
		this.tenants = tenants;
	}

	/**
	 * All paths of this API.
	 */
	static final String ALL = "/talents/**";

	/**
	 * The path of one talent's interviews.
	 */
	static final String TALENT = "/talents/{talentId}/interviews";

	/**
	 * Return the path of one talent's interviews.
	 * @param talentId the talent's ID
	 * @return the path
	 */
	static String path(String talentId) {
		return TALENT.replace("{talentId}", talentId);
	}

	/**
	 * The path of several talents' interviews.
	 */
	static final String TALENTS = "/talents/interviews";

	@Bean
	static AccessRule talentsRule() {
		return AccessRule.requireScope(Scope.INTERVIEWS_READ, PathPatternRequestMatcher.pathPattern(ALL));
	}

	@Bean
	static AuditedTalentsResolver auditedTalentsResolver() {
		PathPatternRequestMatcher talent = PathPatternRequestMatcher.pathPattern(TALENT);
		PathPatternRequestMatcher talents = PathPatternRequestMatcher.pathPattern(TALENTS);
		return (request) -> {
			RequestMatcher.MatchResult result = talent.matcher(request);
			if (result.isMatch()) {
				return List.copyOf(result.getVariables().values());
			}
			return talents.matches(request)
					? Stream.of(Objects.requireNonNullElse(request.getParameterValues("talentId"), new String[0]))
						.distinct()
						.toList()
					: List.of();
		};
	}

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(new TalentQueryArgumentResolver(this.tenants));
	}

}
