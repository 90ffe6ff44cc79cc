package io.feishuinterviews;

import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationListener;

/**
 * The service on made-up data: {@code ./mvnw spring-boot:test-run}.
 */
final class SandboxApplication {

	private static final Log log = LogFactory.getLog(SandboxApplication.class);

	private SandboxApplication() {
	}

	public static void main(String[] args) {
		String[] settings = Stream
			.of(Sandbox.settings(Sandbox.start()), new String[] { "--interviews.shutdown.drain-for=0s" }, args)
			.flatMap(Stream::of)
			.toArray(String[]::new);
		SpringApplication application = new SpringApplication(FeishuInterviewsApplication.class);
		application.addListeners((ApplicationListener<ApplicationReadyEvent>) SandboxApplication::sayWhatToOpen);
		application.run(settings);
	}

	private static void sayWhatToOpen(ApplicationReadyEvent event) {
		int port = ((WebServerApplicationContext) event.getApplicationContext()).getWebServer().getPort();
		log.info(
				"Made-up data, no Feishu account needed. Open http://localhost:%d/talents/6949805467799537964/interviews (the API key \"%s\" may do the rest)"
					.formatted(port, Sandbox.API_KEY));
	}

}
