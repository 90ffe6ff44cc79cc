package io.feishuinterviews.security;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.audit.AuditFilter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorityAuthorizationManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;
import org.springframework.security.web.access.intercept.RequestMatcherDelegatingAuthorizationManager;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.Header;
import org.springframework.security.web.header.HeaderWriter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.HstsHeaderWriter;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.savedrequest.NullRequestCache;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Lets in whom the settings name, to what they name.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
class SecurityConfiguration {

	private static final Log log = LogFactory.getLog(SecurityConfiguration.class);

	private static final String ANONYMOUS = "anonymous";

	private static final AuthorizationDecision GRANTED = new AuthorizationDecision(true);

	/**
	 * Before Spring Security, and after the filter that gives a request its ID.
	 */
	private static final int BEFORE_ALL_ELSE = Ordered.HIGHEST_PRECEDENCE + 10;

	private static final RequestMatcher GET_BY_TALENT = PathPatternRequestMatcher
		.pathPattern("/open-apis/hire/v1/interviews/get_by_talent");

	/**
	 * What SDKs call without a token: the token requests, whose body has an API key, and
	 * all that this service does not have, which is no secret. SDKs may send an old token
	 * even so, which is ignored.
	 */
	private static final RequestMatcher WITHOUT_CREDENTIALS = (
			request) -> request.getServletPath().startsWith("/open-apis/") && !GET_BY_TALENT.matches(request);

	private static final String[] DOCUMENTATION = { "/", "/swagger-ui.html", "/swagger-ui/**", "/v3/api-docs",
			"/v3/api-docs.yaml", "/v3/api-docs/swagger-config" };

	/**
	 * What everybody may see: the API's documentation, and whether the service is well.
	 */
	@Bean
	static RequestMatcher publicEndpoints() {
		List<RequestMatcher> open = new ArrayList<>();
		open.add(EndpointRequest.to("health", "info"));
		Stream.of("/livez", "/readyz").map(PathPatternRequestMatcher::pathPattern).forEach(open::add);
		Stream.of(DOCUMENTATION).map(PathPatternRequestMatcher::pathPattern).forEach(open::add);
		return new OrRequestMatcher(open);
	}

	@Bean
	ApiKeys apiKeys(AccessProperties access) {
		return new ApiKeys(access.clients());
	}

	@Bean
	RateLimits rateLimits(Ticker ticker) {
		return new RateLimits(ticker);
	}

	@Bean
	AuthenticationManager authenticator(ApiKeys keys, ObjectProvider<JwtDecoder> decoder, JwkSetCache jwkSet) {
		return new BearerTokenAuthenticationManager(keys, decoder.getIfAvailable(), jwkSet);
	}

	/**
	 * The whole chain, filter by filter: a request without a session needs no more of
	 * them than these.
	 */
	@Bean
	SecurityFilterChain security(AuthenticationManager authenticator, AccessProperties access,
			RequestMatcher publicEndpoints, Environment environment, RateLimits limits,
			@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
		AuthenticationEntryPoint unknown = (request, response, ex) -> problems.resolveException(request, response, null,
				ex);
		BearerTokenAuthenticationFilter credentials = new BearerTokenAuthenticationFilter(authenticator,
				new StrictBearerTokenConverter(WITHOUT_CREDENTIALS));
		credentials.setAuthenticationEntryPoint((request, response, ex) -> {
			try {
				limits.countUnknown(request);
				unknown.commence(request, response, ex);
			}
			catch (TooManyRequestsException tooMany) {
				problems.resolveException(request, response, null, tooMany);
			}
		});
		ExceptionTranslationFilter refusals = new ExceptionTranslationFilter(unknown, new NullRequestCache());
		refusals
			.setAccessDeniedHandler((request, response, ex) -> problems.resolveException(request, response, null, ex));
		return new DefaultSecurityFilterChain(AnyRequestMatcher.INSTANCE,
				new SecurityContextHolderFilter(new RequestAttributeSecurityContextRepository()), credentials,
				new AnonymousAuthenticationFilter(ANONYMOUS, ANONYMOUS, anonymous(access)),
				new RateLimitFilter(limits, problems), refusals,
				new AuthorizationFilter(rules(publicEndpoints, environment)));
	}

	private static AuthorizationManager<HttpServletRequest> rules(RequestMatcher publicEndpoints,
			Environment environment) {
		return RequestMatcherDelegatingAuthorizationManager.builder()
			.add(PathPatternRequestMatcher.pathPattern("/talents/**"), hasAnyOf(Scope.INTERVIEWS_READ))
			.add(GET_BY_TALENT, hasAnyOf(Scope.INTERVIEWS_READ))
			.add(WITHOUT_CREDENTIALS, (caller, context) -> GRANTED)
			.add(publicEndpoints, (caller, context) -> GRANTED)
			.add(new OrRequestMatcher(EndpointRequest.toAnyEndpoint(), EndpointRequest.toLinks()),
					actuator(environment))
			// nothing is there, but that is not for everybody to know
			.add(AnyRequestMatcher.INSTANCE, hasAnyOf(Scope.values()))
			.build();
	}

	private static AuthorizationManager<RequestAuthorizationContext> hasAnyOf(Scope... scopes) {
		return AuthorityAuthorizationManager
			.hasAnyAuthority(Stream.of(scopes).map(Scope::authority).toArray(String[]::new));
	}

	/**
	 * Actuator takes a scope, unless it has a port of its own, which the network guards:
	 * there, everybody may look.
	 */
	private static AuthorizationManager<RequestAuthorizationContext> actuator(Environment environment) {
		boolean ownPort = ManagementPortType.get(environment) == ManagementPortType.DIFFERENT;
		AuthorizationManager<RequestAuthorizationContext> operators = hasAnyOf(Scope.OPS);
		return (caller, context) -> (ownPort && HttpMethod.GET.matches(context.getRequest().getMethod())) ? GRANTED
				: operators.authorize(caller, context);
	}

	private static List<GrantedAuthority> anonymous(AccessProperties access) {
		List<GrantedAuthority> granted = new ArrayList<>();
		access.anonymousScopes().stream().map(Scope::granted).forEach(granted::add);
		// Spring Security does not do with none
		granted.add(new SimpleGrantedAuthority("ROLE_ANONYMOUS"));
		return granted;
	}

	/**
	 * Leaves to Tomcat what it has seen to: that no header has characters that none may
	 * have. Spring Security would look again each time that one is read, and at the names
	 * of parameters, too, which are ours.
	 */
	@Bean
	static HttpFirewall firewall() {
		StrictHttpFirewall firewall = new StrictHttpFirewall();
		firewall.setAllowedHeaderNames((name) -> true);
		firewall.setAllowedHeaderValues((value) -> true);
		firewall.setAllowedParameterNames((name) -> true);
		return firewall;
	}

	/**
	 * Takes time and memory for what nobody looks at; Spring MVC observes requests, too.
	 */
	@Bean
	static SecurityObservationSettings securityObservationSettings() {
		return SecurityObservationSettings.noObservations();
	}

	@Bean
	static FilterRegistrationBean<AuditFilter> audit(RequestMatcher publicEndpoints) {
		return first(new AuditFilter(publicEndpoints), BEFORE_ALL_ELSE);
	}

	@Bean
	static FilterRegistrationBean<HeaderWriterFilter> securityHeaders() {
		HeaderWriter forSwaggerUi = new StaticHeadersWriter(List.of(
				// it has styles in its elements, and pictures in its styles
				new Header("Content-Security-Policy",
						"default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
								+ "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"),
				new Header("Cache-Control", "private, no-cache")));
		HeaderWriter forAllElse = new StaticHeadersWriter(
				List.of(new Header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
						// whoever answers with what may be kept says so instead
						new Header("Cache-Control", "no-store")));
		HeaderWriterFilter filter = new HeaderWriterFilter(List.of(
				new StaticHeadersWriter(List.of(new Header("X-Content-Type-Options", "nosniff"),
						new Header("X-Frame-Options", "DENY"), new Header("Referrer-Policy", "no-referrer"))),
				new HstsHeaderWriter(),
				(request, response) -> (request.getServletPath().startsWith("/swagger-ui/") ? forSwaggerUi : forAllElse)
					.writeHeaders(request, response)));
		filter.setShouldWriteHeadersEagerly(true);
		return first(filter, BEFORE_ALL_ELSE + 10);
	}

	private static <F extends Filter> FilterRegistrationBean<F> first(F filter, int order) {
		FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
		registration.setOrder(order);
		registration.setDispatcherTypes(DispatcherType.REQUEST);
		return registration;
	}

	/**
	 * Should an operator have Actuator show values, it shows no secret yet.
	 */
	@Bean
	static SanitizingFunction noSecrets() {
		return SanitizingFunction.sanitizeValue()
			.ifLikelySensitive()
			.ifKeyContains("key-sha256", "keysha256")
			// an outgoing proxy's password is part of its URL
			.ifKeyEndsWith("proxy");
	}

	@Bean
	static ApplicationListener<ApplicationReadyEvent> accessSummary(AccessProperties access,
			ObjectProvider<JwtDecoder> decoder) {
		return (event) -> {
			if (!access.anonymousScopes().isEmpty()) {
				log.warn("Whoever can reach this service may do this without credentials: " + access.anonymousScopes()
						+ " (interviews.security.anonymous-scopes)");
			}
			else if (access.clients().isEmpty() && decoder.getIfAvailable() == null) {
				log.warn(
						"""
								Nobody may ask yet: every request for interviews is answered with 401. Name a client and its key \
								(interviews.security.clients.<id>.key-sha256 and .scopes), or an identity provider \
								(spring.security.oauth2.resourceserver.jwt.issuer-uri). docs/access.md says how.""");
			}
		};
	}

}
