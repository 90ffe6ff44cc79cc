package io.feishuinterviews.redis;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.resource.Delay;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.data.redis.autoconfigure.ClientResourcesBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientConfigurationBuilderCustomizer;
import org.springframework.boot.data.redis.autoconfigure.LettuceClientOptionsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures of Lettuce what Spring Boot's settings cannot express: by default, Lettuce
 * queues commands without bound while it is disconnected.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnRedis
class LettuceConfiguration {

	/**
	 * The most commands under way: more than the requests that may wait for Feishu.
	 */
	private static final int REQUEST_QUEUE_SIZE = 2048;

	@Bean
	LettuceClientOptionsBuilderCustomizer clientOptionsCustomizer(
			@Value("${spring.data.redis.connect-timeout}") Duration connectTimeout) {
		return (options) -> options.disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
			.requestQueueSize(REQUEST_QUEUE_SIZE)
			.socketOptions(SocketOptions.builder()
				.connectTimeout(connectTimeout)
				.keepAlive(KeepAliveOptions.builder()
					.enable()
					.idle(Duration.ofSeconds(5))
					.interval(Duration.ofSeconds(1))
					.count(3)
					.build())
				.build());
	}

	/**
	 * The first commands of a connection (HELLO, AUTH) have its time limit; that of all
	 * others is {@link RedisCommandExecutor}'s.
	 */
	@Bean
	LettuceClientConfigurationBuilderCustomizer clientConfigurationCustomizer(
			@Value("${spring.data.redis.connect-timeout}") Duration connectTimeout) {
		return (client) -> client.commandTimeout(connectTimeout);
	}

	/**
	 * Reconnects soon, but not all instances at once.
	 */
	@Bean
	ClientResourcesBuilderCustomizer reconnectDelayCustomizer() {
		return (resources) -> resources.reconnectDelay(
				() -> Delay.fullJitter(Duration.ofMillis(10), Duration.ofSeconds(2), 50, TimeUnit.MILLISECONDS));
	}

}
