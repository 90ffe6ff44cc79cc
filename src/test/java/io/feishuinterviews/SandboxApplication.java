package io.feishuinterviews;

import java.net.URI;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.WireMockServer;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The service with made-up data: {@code ./mvnw spring-boot:test-run}. With the profile
 * {@code store}, for a store app with three tenants.
 */
final class SandboxApplication {

	private static final Log log = LogFactory.getLog(SandboxApplication.class);

	private static final Pattern STORE_PROFILE = Pattern.compile("(--spring\\.profiles\\.active=)?(.*,)?store(,.*)?");

	private SandboxApplication() {
	}

	public static void main(String[] args) {
		run(args);
	}

	static ConfigurableApplicationContext run(String... args) {
		boolean isStore = Stream.concat(Stream.of(args), Stream.ofNullable(System.getenv("SPRING_PROFILES_ACTIVE")))
			.anyMatch((argument) -> STORE_PROFILE.matcher(argument).matches());
		StoreSandbox store = new StoreSandbox();
		WireMockServer feishu = isStore ? Sandbox.start(store) : Sandbox.start();
		String[] settings = Stream
			.of(Sandbox.settings(feishu), isStore ? StoreSandbox.settings() : new String[0],
					new String[] { "--interviews.shutdown.drain-for=0s",
							"--feishu.events.encrypt-key=" + Sandbox.ENCRYPT_KEY,
							"--feishu.events.verification-token=" + Sandbox.VERIFICATION_TOKEN,
							// the made-up talents, for Swagger UI
							"--interviews.documentation.overlay=src/deploy/sandbox/openapi.yaml",
							// so that a talent that uses up the quota does not stop the
							// sandbox
							"--resilience4j.circuitbreaker.instances.feishu-quota.wait-duration-in-open-state=5s" },
					args)
			.flatMap(Stream::of)
			.toArray(String[]::new);
		SpringApplication application = new SpringApplication(FeishuInterviewsApplication.class, SandboxEvents.class);
		application.addInitializers(
				(context) -> context.getBeanFactory().registerSingleton("sandboxTalents", new SandboxTalents(feishu)));
		ConfigurableApplicationContext service = application.run(settings);
		if (isStore) {
			store.start(URI.create(url(service) + "/feishu/events"));
			log.info("The tenants are %s. The API key of each is its name with \"-key\" after it."
				.formatted(StoreSandbox.TENANTS));
		}
		log.info("Send events of Feishu: " + url(service) + SandboxEvents.PATH);
		// after all listeners, so that this is the last line
		log.info("Made-up data, no Feishu account needed. The API key \"%s\" has every scope. Open Swagger UI: %s"
			.formatted(Sandbox.API_KEY, url(service) + "/swagger-ui.html"));
		return service;
	}

	private static String url(ConfigurableApplicationContext service) {
		int port = Objects.requireNonNull(((WebServerApplicationContext) service).getWebServer()).getPort();
		return "http://localhost:" + port + service.getEnvironment().getProperty("server.servlet.context-path", "");
	}

}
