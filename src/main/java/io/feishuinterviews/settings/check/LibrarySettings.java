package io.feishuinterviews.settings.check;

import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.feishuinterviews.settings.Between;
import io.feishuinterviews.settings.Matches;
import io.feishuinterviews.settings.PlainHttp;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.unit.DataSize;

/**
 * The bounds of the settings of Spring Boot and Resilience4j that this service documents.
 * The libraries ignore some of these values, misinterpret others, or fail without naming
 * the setting.
 */
class LibrarySettings implements EnvironmentPostProcessor {

	private static final String RESILIENCE4J = "resilience4j.";

	private static final String JWT = "spring.security.oauth2.resourceserver.jwt.";

	private static final Bindable<Duration> TIMEOUT = between(Duration.class, "1ms", "10m");

	private static final Bindable<Duration> WAIT = between(Duration.class, "0s", "10m");

	private static final Bindable<Integer> COUNT = between(Integer.class, "1", "1000000");

	private static final Bindable<Float> PERCENT = between(Float.class, "1", "100");

	private static final Bindable<String> URL = Bindable.of(String.class)
		.withAnnotations(matches("https?://[^\\s/?#]+\\S*", "an http or https URL"));

	private static final Bindable<String> PROTECTED_URL = Bindable.of(String.class)
		.withAnnotations(matches(PlainHttp.PROTECTED_URL, PlainHttp.DESCRIPTION));

	/**
	 * The settings whose URL must not be called without TLS.
	 */
	private static final List<String> PROTECTED = List.of(JWT + "issuer-uri", JWT + "jwk-set-uri");

	private static final Map<String, Bindable<?>> SETTINGS = new LinkedHashMap<>();

	static {
		SETTINGS.put("logging.structured.format.console", Bindable.of(String.class)
			.withAnnotations(matches("ecs|gelf|logstash|[\\w$]+(\\.[\\w$]+)+", "ecs, gelf or logstash")));
		SETTINGS.put("server.port", between(Integer.class, "0", "65535"));
		SETTINGS.put("server.max-http-request-header-size", between(DataSize.class, "1KB", "1MB"));
		SETTINGS.put("server.tomcat.connection-timeout", TIMEOUT);
		SETTINGS.put("server.tomcat.keep-alive-timeout", between(Duration.class, "1ms", "1d"));
		SETTINGS.put("server.tomcat.max-connections", COUNT);
		SETTINGS.put("server.tomcat.remoteip.internal-proxies", Bindable.of(Pattern.class));
		SETTINGS.put("management.server.port", between(Integer.class, "-1", "65535"));
		SETTINGS.put("management.tracing.sampling.probability", between(Double.class, "0", "1"));
		SETTINGS.put("management.opentelemetry.tracing.export.otlp.endpoint", URL);
		SETTINGS.put("spring.http.clients.connect-timeout", TIMEOUT);
		SETTINGS.put("spring.http.codecs.max-in-memory-size", between(DataSize.class, "1KB", "1GB"));
		SETTINGS.put("spring.data.redis.url",
				Bindable.of(String.class)
					.withAnnotations(matches("rediss?://\\S+:[0-9]{1,5}(/[0-9]*)?",
							"a redis or rediss URL with host and port, such as redis://localhost:6379")));
		SETTINGS.put("spring.data.redis.timeout", between(Duration.class, "1ms", "5s"));
		SETTINGS.put("spring.data.redis.connect-timeout", between(Duration.class, "1ms", "10s"));
		SETTINGS.put("spring.data.redis.port", between(Integer.class, "1", "65535"));
		PROTECTED.forEach((name) -> SETTINGS.put(name, URL));
		SETTINGS.put(JWT + "audiences", Bindable.listOf(String.class)
			.withAnnotations(matches("\\S+", "one or several audiences of tokens, without spaces", true)));
		for (String call : new String[] { "feishu", "feishu-deadline" }) {
			SETTINGS.put(RESILIENCE4J + "timelimiter.instances." + call + ".timeout-duration", TIMEOUT);
		}
		SETTINGS.put(RESILIENCE4J + "bulkhead.instances.feishu.max-concurrent-calls", COUNT);
		SETTINGS.put(RESILIENCE4J + "bulkhead.instances.feishu.max-wait-duration", WAIT);
		String retry = RESILIENCE4J + "retry.instances.feishu";
		SETTINGS.put(retry + ".max-attempts", between(Integer.class, "1", "10"));
		SETTINGS.put(retry + ".wait-duration", TIMEOUT);
		SETTINGS.put(retry + ".exponential-backoff-multiplier", between(Double.class, "1", "100"));
		SETTINGS.put(retry + ".randomized-wait-factor", between(Double.class, "0", "0.99"));
		for (String limit : new String[] { "feishu", "feishu-minute" }) {
			String rateLimiter = RESILIENCE4J + "ratelimiter.instances." + limit;
			SETTINGS.put(rateLimiter + ".limit-for-period", COUNT);
			SETTINGS.put(rateLimiter + ".limit-refresh-period", between(Duration.class, "1ms", "1d"));
			SETTINGS.put(rateLimiter + ".timeout-duration", WAIT);
		}
		for (String breaker : new String[] { "feishu", "feishu-quota" }) {
			String circuitBreaker = RESILIENCE4J + "circuitbreaker.instances." + breaker;
			SETTINGS.put(circuitBreaker + ".sliding-window-size", COUNT);
			SETTINGS.put(circuitBreaker + ".minimum-number-of-calls", COUNT);
			SETTINGS.put(circuitBreaker + ".permitted-number-of-calls-in-half-open-state", COUNT);
			SETTINGS.put(circuitBreaker + ".failure-rate-threshold", PERCENT);
			SETTINGS.put(circuitBreaker + ".slow-call-rate-threshold", PERCENT);
			SETTINGS.put(circuitBreaker + ".slow-call-duration-threshold", TIMEOUT);
			SETTINGS.put(circuitBreaker + ".wait-duration-in-open-state", between(Duration.class, "1ms", "30d"));
		}
	}

	@Override
	public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
		Binder binder = Binder.get(environment);
		BindHandler handler = new RequirementBindHandler();
		SETTINGS.forEach((name, setting) -> binder.bind(name, setting, handler));
		if (!binder.bind(PlainHttp.SETTING, Bindable.of(Boolean.class), handler).orElse(false)) {
			PROTECTED.forEach((name) -> binder.bind(name, PROTECTED_URL, handler));
		}
	}

	private static <T> Bindable<T> between(Class<T> type, String min, String max) {
		return Bindable.of(type)
			.withAnnotations(MergedAnnotation.of(Between.class, Map.of("min", min, "max", max)).synthesize());
	}

	private static Annotation matches(String regex, String description) {
		return matches(regex, description, false);
	}

	private static Annotation matches(String regex, String description, boolean required) {
		return MergedAnnotation
			.of(Matches.class, Map.of("value", regex, "description", description, "required", required))
			.synthesize();
	}

}
