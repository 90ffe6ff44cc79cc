package io.feishuinterviews.events.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.feishuinterviews.redis.RedisCommandExecutor;
import io.feishuinterviews.redis.encryption.KeyNames;
import io.lettuce.core.SetArgs;

/**
 * Shares the IDs of events through Redis, as HMACs.
 */
final class RedisEventIds implements SharedEventIds {

	/**
	 * How long a claim holds: less than the 15 seconds after which Feishu repeats an
	 * event whose response it has not received.
	 */
	static final Duration CLAIM_TIMEOUT = Duration.ofSeconds(10);

	private static final byte[] VALUE = { '1' };

	private final RedisCommandExecutor redis;

	private final KeyNames names;

	RedisEventIds(RedisCommandExecutor redis, KeyNames names) {
		this.redis = redis;
		this.names = names;
	}

	@Override
	public boolean claim(String id) {
		return this.redis
			.execute((commands) -> commands.set(name(id), VALUE, SetArgs.Builder.nx().px(CLAIM_TIMEOUT.toMillis()))
				.thenApply((reply) -> reply != null))
			.blockOptional()
			.orElse(true);
	}

	@Override
	public void confirm(String id) {
		this.redis.execute((commands) -> commands.psetex(name(id), HandledEvents.RETENTION.toMillis(), VALUE)).block();
	}

	private byte[] name(String id) {
		return this.names.ofEvent(id).getBytes(StandardCharsets.UTF_8);
	}

}
