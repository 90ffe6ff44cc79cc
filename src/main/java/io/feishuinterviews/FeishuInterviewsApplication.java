package io.feishuinterviews;

import java.time.Clock;

import com.github.benmanes.caffeine.cache.Ticker;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * Serves a talent's interviews from Feishu Hire as one flat list.
 */
// springdoc brings Swagger UI only: the OpenAPI document is openapi.yaml
@SpringBootApplication(proxyBeanMethods = false, exclude = SpringDocWebMvcConfiguration.class)
public class FeishuInterviewsApplication {

	/**
	 * Start the service.
	 * @param args settings, as {@code --name=value}
	 */
	public static void main(String[] args) {
		SpringApplication.run(FeishuInterviewsApplication.class, args);
	}

	/**
	 * The time of day: when something was fetched, and until when it is good.
	 */
	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

	/**
	 * The time that the caches measure, which never jumps.
	 */
	@Bean
	Ticker ticker() {
		return Ticker.systemTicker();
	}

}
