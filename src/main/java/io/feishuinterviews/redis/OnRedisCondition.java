package io.feishuinterviews.redis;

import java.util.List;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches if the address of Redis is set. Spring Boot itself assumes {@code localhost}.
 */
class OnRedisCondition extends SpringBootCondition {

	private static final String PREFIX = "spring.data.redis.";

	private static final List<String> ADDRESSES = List.of("url", "host", "cluster.nodes", "sentinel.nodes",
			"masterreplica.nodes");

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Environment environment = context.getEnvironment();
		boolean configured = ADDRESSES.stream()
			.map((name) -> PREFIX + name)
			.anyMatch((name) -> StringUtils.hasText(environment.getProperty(name))
					|| StringUtils.hasText(environment.getProperty(name + "[0]")));
		ConditionMessage message = ConditionMessage.forCondition(ConditionalOnRedis.class)
			.because(configured ? "Redis is configured" : "Redis is not configured");
		return new ConditionOutcome(configured, message);
	}

}
