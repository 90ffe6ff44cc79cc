package io.feishuinterviews.audit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.feishuinterviews.security.caller.CallerAuthentication;
import io.feishuinterviews.security.caller.CallerAuthentication.CredentialType;
import io.feishuinterviews.security.key.ApiKeys;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;

/**
 * Counts the talents that each client reads: {@code interviews.talents.read}. The tag has
 * the IDs of configured clients only; all JWTs share one value, and all callers without
 * credentials another. All counters of configured clients are pre-registered, so that
 * {@code increase()} sees the first read.
 */
class TalentReadMetrics {

	private static final String ANONYMOUS = "anonymous";

	private final MeterRegistry meters;

	private final Map<String, Counter> counters = new ConcurrentHashMap<>();

	TalentReadMetrics(MeterRegistry meters, ApiKeys keys) {
		this.meters = meters;
		keys.clients().forEach(this::counter);
		counter(CredentialType.TOKEN.text());
		counter(ANONYMOUS);
	}

	void count(@Nullable Authentication authentication, long talents) {
		if (talents > 0) {
			counter(client(authentication)).increment((double) talents);
		}
	}

	private static String client(@Nullable Authentication authentication) {
		if (!(authentication instanceof CallerAuthentication caller)) {
			return ANONYMOUS;
		}
		return (caller.credentialType() == CredentialType.KEY) ? caller.getName() : caller.credentialType().text();
	}

	private Counter counter(String client) {
		return this.counters.computeIfAbsent(client,
				(key) -> Counter.builder("interviews.talents.read")
					.description("Talents whose interviews a client has read")
					.tag("client", key)
					.register(this.meters));
	}

}
