package io.feishuinterviews;

import java.time.Clock;

import com.github.benmanes.caffeine.cache.Ticker;
import org.springdoc.webmvc.core.configuration.SpringDocWebMvcConfiguration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.data.autoconfigure.metrics.DataRepositoryMetricsAutoConfiguration;
import org.springframework.boot.data.autoconfigure.web.DataWebAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisHealthContributorAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.health.DataRedisReactiveHealthContributorAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.observation.LettuceObservationAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.PersistenceExceptionTranslationAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionManagerCustomizationAutoConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Serves a talent's interviews from Feishu Hire as one flat list.
 */
@SpringBootApplication(proxyBeanMethods = false, exclude = {
		// springdoc brings Swagger UI only: the OpenAPI document is openapi.yaml
		SpringDocWebMvcConfiguration.class,
		// the redis package imports the first one if Redis is configured, and needs none
		// of the others
		DataRedisAutoConfiguration.class, DataRedisReactiveAutoConfiguration.class,
		DataRedisRepositoriesAutoConfiguration.class, DataRedisHealthContributorAutoConfiguration.class,
		DataRedisReactiveHealthContributorAutoConfiguration.class, LettuceObservationAutoConfiguration.class,
		DataRepositoryMetricsAutoConfiguration.class, DataWebAutoConfiguration.class,
		TransactionAutoConfiguration.class, TransactionManagerCustomizationAutoConfiguration.class,
		PersistenceExceptionTranslationAutoConfiguration.class })
public class FeishuInterviewsApplication {

	/**
	 * Start the service.
	 * @param args settings, as {@code --name=value}
	 */
	public static void main(String[] args) {
		SpringApplication.run(FeishuInterviewsApplication.class, args);
	}

	/**
	 * The wall clock, for timestamps and expiry times.
	 */
	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

	/**
	 * A monotonic clock, for caches.
	 */
	@Bean
	Ticker ticker() {
		return Ticker.systemTicker();
	}

}
