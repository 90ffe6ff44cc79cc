package io.feishuinterviews.security;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Ticker;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.context.ApplicationListener;
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
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Configures authentication, access rules and rate limits.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
class SecurityConfiguration {

	private static final Log log = LogFactory.getLog(SecurityConfiguration.class);

	private static final String ANONYMOUS = "anonymous";

	@Bean
	ApiKeys apiKeys(AccessProperties access, Clock clock) {
		return new ApiKeys(access.clients(), clock);
	}

	@Bean
	ReloadableClients reloadableClients(ApiKeys keys, AccessProperties access) {
		return new ReloadableClients(keys, access);
	}

	@Bean
	RateLimits rateLimits(Ticker ticker) {
		return new RateLimits(ticker);
	}

	@Bean
	AuthenticationManager authenticationManager(ApiKeys keys, ObjectProvider<JwtDecoder> decoder, JwkSetCache jwkSet) {
		return new BearerTokenAuthenticationManager(keys, decoder.getIfAvailable(), jwkSet);
	}

	@Bean
	AccessRule probes() {
		return AccessRule.open(RateLimitFilter.PROBES.toArray(String[]::new));
	}

	@Bean
	AccessRule health() {
		return AccessRule.open(EndpointRequest.to("health", "info"));
	}

	/**
	 * The requests that everybody may make: documentation and health. They are not
	 * audited.
	 */
	@Bean
	static RequestMatcher publicEndpoints(List<AccessRule> rules) {
		return new OrRequestMatcher(rules.stream().filter(AccessRule::isPublic).map(AccessRule::requests).toList());
	}

	/**
	 * Answers to what Spring Security's firewall rejects.
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
				new StrictBearerTokenConverter((request) -> rules.stream()
					.anyMatch((rule) -> !rule.authenticated() && rule.requests().matches(request))));
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
		return http.authorizeHttpRequests((requests) -> authorize(requests, rules, environment))
			.securityContext(
					(context) -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
			.anonymous((anonymous) -> anonymous.key(ANONYMOUS)
				.principal(ANONYMOUS)
				.authorities(anonymousAuthorities(access)))
			.addFilter(bearerFilter)
			.addFilterAfter(new RateLimitFilter(limits, problems), AnonymousAuthenticationFilter.class)
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
	 * guards: there, everybody may read.
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

	/**
	 * Hides secrets even if an operator has Actuator show values.
	 */
	@Bean
	static SanitizingFunction secretSanitizer() {
		return SanitizingFunction.sanitizeValue()
			.ifLikelySensitive()
			.ifKeyContains("key-sha256", "keysha256")
			// an outgoing proxy's password is part of its URL
			.ifKeyEndsWith("proxy");
	}

	@Bean
	static ApplicationListener<ApplicationReadyEvent> accessSummaryListener(AccessProperties access,
			ObjectProvider<JwtDecoder> decoder) {
		return (event) -> {
			if (!access.anonymousScopes().isEmpty()) {
				log.warn("Anonymous access is enabled. Scopes without credentials: " + access.anonymousScopes()
						+ " (interviews.security.anonymous-scopes)");
			}
			else if (access.clients().isEmpty() && decoder.getIfAvailable() == null) {
				log.warn(
						"""
								No access is configured: every request for interviews is rejected with 401. Configure a client and its key \
								(interviews.security.clients.<id>.key-sha256 and .scopes), or an identity provider \
								(spring.security.oauth2.resourceserver.jwt.issuer-uri). See docs/access.md.""");
			}
		};
	}

}
