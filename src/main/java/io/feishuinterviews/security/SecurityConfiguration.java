package io.feishuinterviews.security;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.security.caller.CallerTenants;
import io.feishuinterviews.security.caller.Scope;
import io.feishuinterviews.security.jwt.JwkSetCache;
import io.feishuinterviews.security.key.AccessProperties;
import io.feishuinterviews.security.key.ApiKeys;
import io.feishuinterviews.security.key.RejectedKeyException;
import io.feishuinterviews.security.limit.RateLimits;
import io.feishuinterviews.security.limit.TooManyRequestsException;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Configures authentication, access rules and rate limits.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	private static final String ANONYMOUS = "anonymous";

	@Bean
	RateLimits rateLimits(Ticker ticker) {
		return new RateLimits(ticker);
	}

	@Bean
	AuthenticationManager authenticationManager(ApiKeys keys, ObjectProvider<JwtDecoder> decoder, JwkSetCache jwkSet,
			CallerTenants tenants) {
		return new BearerTokenAuthenticationManager(keys, decoder.getIfAvailable(), jwkSet, tenants);
	}

	@Bean
	AccessRule probesRule() {
		return AccessRule.open(RateLimitFilter.PROBES.toArray(String[]::new));
	}

	@Bean
	AccessRule healthRule() {
		return AccessRule.open(EndpointRequest.to("health", "info"));
	}

	/**
	 * The requests that are audited only if they are rejected: public ones (documentation
	 * and health), and those that their handlers audit.
	 */
	@Bean
	static RequestMatcher unauditedRequests(List<AccessRule> rules) {
		return requests(rules, AccessRule::isUnaudited);
	}

	/**
	 * Handles requests that Spring Security's firewall rejects.
	 */
	@Bean
	static RequestRejectedHandler requestRejectedHandler(
			@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
		return (request, response, ex) -> problems.resolveException(request, response, null, ex);
	}

	@Bean
	SecurityFilterChain securityFilterChain(HttpSecurity http, AuthenticationManager authenticationManager,
			AccessProperties access, List<AccessRule> rules, Environment environment, RateLimits limits,
			@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
		AuthenticationEntryPoint entryPoint = (request, response, ex) -> problems.resolveException(request, response,
				null, ex);
		BearerTokenAuthenticationFilter bearerFilter = new BearerTokenAuthenticationFilter(authenticationManager,
				new StrictBearerTokenConverter(requests(rules, (rule) -> !rule.authenticated())));
		bearerFilter.setAuthenticationEntryPoint((request, response, ex) -> {
			try {
				if (ex instanceof RejectedKeyException rejected) {
					rejected.key().addTo(request);
				}
				limits.countUnknown(request);
				entryPoint.commence(request, response, ex);
			}
			catch (TooManyRequestsException tooMany) {
				problems.resolveException(request, response, null, tooMany);
			}
		});
		// without it, a rejected request would be saved in a session
		http.setSharedObject(RequestCache.class, new NullRequestCache());
		return http.authorizeHttpRequests((requests) -> authorize(requests, rules, environment))
			.securityContext(
					(context) -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
			.anonymous((anonymous) -> anonymous.key(ANONYMOUS)
				.principal(ANONYMOUS)
				.authorities(anonymousAuthorities(access)))
			.addFilter(bearerFilter)
			.addFilterAfter(new RateLimitFilter(limits, requests(rules, AccessRule::verifiedByHandler), problems),
					AnonymousAuthenticationFilter.class)
			.exceptionHandling((exceptions) -> exceptions.authenticationEntryPoint(entryPoint)
				.accessDeniedHandler((request, response, ex) -> problems.resolveException(request, response, null, ex)))
			// no session, no form, nothing of the Servlet API's security;
			// SecurityHeadersConfiguration sets the headers of all responses
			.sessionManagement(AbstractHttpConfigurer::disable)
			.servletApi(AbstractHttpConfigurer::disable)
			.csrf(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.requestCache(AbstractHttpConfigurer::disable)
			.headers(AbstractHttpConfigurer::disable)
			.build();
	}

	private static RequestMatcher requests(List<AccessRule> rules, Predicate<AccessRule> filter) {
		List<RequestMatcher> matchers = rules.stream().filter(filter).map(AccessRule::requests).toList();
		return matchers.isEmpty() ? (request) -> false : new OrRequestMatcher(matchers);
	}

	private static void authorize(
			AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry requests,
			List<AccessRule> rules, Environment environment) {
		for (AccessRule rule : rules) {
			if (rule.scope() != null) {
				requests.requestMatchers(rule.requests()).access(hasAnyOf(rule.scope()));
			}
			else {
				requests.requestMatchers(rule.requests()).permitAll();
			}
		}
		requests.requestMatchers(EndpointRequest.toAnyEndpoint(), EndpointRequest.toLinks())
			.access(actuator(environment))
			// whether a path exists is not public
			.anyRequest()
			.access(hasAnyOf(Scope.values()));
	}

	private static AuthorizationManager<RequestAuthorizationContext> hasAnyOf(Scope... scopes) {
		return AuthorityAuthorizationManager
			.hasAnyAuthority(Stream.of(scopes).map(Scope::authority).toArray(String[]::new));
	}

	/**
	 * Actuator requires a scope, unless it has a port of its own, which the network
	 * protects: there, reading is public.
	 */
	private static AuthorizationManager<RequestAuthorizationContext> actuator(Environment environment) {
		boolean ownPort = ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
		AuthorizationManager<RequestAuthorizationContext> operators = hasAnyOf(Scope.OPS);
		return (caller, context) -> (ownPort && HttpMethod.GET.matches(context.getRequest().getMethod()))
				? new AuthorizationDecision(true) : operators.authorize(caller, context);
	}

	private static List<GrantedAuthority> anonymousAuthorities(AccessProperties access) {
		List<GrantedAuthority> granted = new ArrayList<>();
		access.anonymousScopes().stream().map(Scope::granted).forEach(granted::add);
		// Spring Security requires at least one
		granted.add(new SimpleGrantedAuthority("ROLE_ANONYMOUS"));
		return granted;
	}

	/**
	 * Observes no filter of Spring Security: the observation of the request shows
	 * rejections, too.
	 */
	@Bean
	static SecurityObservationSettings securityObservationSettings() {
		return SecurityObservationSettings.noObservations();
	}

}
