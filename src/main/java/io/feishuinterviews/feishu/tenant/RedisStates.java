package io.feishuinterviews.feishu.tenant;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.TenantState;
import io.feishuinterviews.redis.RedisCommandExecutor;
import io.feishuinterviews.redis.SharedValue;
import io.feishuinterviews.redis.encryption.KeyNames;
import io.feishuinterviews.redis.encryption.ValueCipher;
import io.lettuce.core.KeyValue;
import reactor.core.publisher.Mono;

/**
 * The states in Redis, encrypted, each under the name of its tenant.
 */
final class RedisStates implements SharedStates {

	/**
	 * After this, Feishu is called again to check whether the tenant still does not use
	 * the app.
	 */
	private static final Duration TIME_TO_LIVE = Duration.ofDays(90);

	private final RedisCommandExecutor redis;

	private final KeyNames names;

	private final ValueCipher cipher;

	private final String appId;

	RedisStates(RedisCommandExecutor redis, KeyNames names, ValueCipher cipher, String appId) {
		this.redis = redis;
		this.names = names;
		this.cipher = cipher;
		this.appId = appId;
	}

	@Override
	public Mono<SharedState> read(Tenant tenant) {
		byte[][] keys = this.names.allOfTenant(tenant)
			.stream()
			.map(RedisStates::key)
			.map(RedisStates::bytes)
			.toArray(byte[][]::new);
		return this.redis.execute((commands) -> commands.mget(keys))
			.mapNotNull((values) -> newest(tenant, values).orElse(null));
	}

	/**
	 * An instance whose first encryption key is another one writes under another name.
	 */
	private Optional<SharedState> newest(Tenant tenant, List<KeyValue<byte[], byte[]>> values) {
		return values.stream()
			.filter(KeyValue::hasValue)
			.flatMap((value) -> decode(tenant, value.getValue()).stream())
			.max(Comparator.comparing(SharedState::since));
	}

	@Override
	public Mono<Boolean> write(Tenant tenant, SharedState state) {
		return new SharedValue(this.redis, key(this.names.ofTenant(tenant)), TIME_TO_LIVE)
			.replace((stored) -> isLater(decode(tenant, stored), state) ? null : encode(tenant, state));
	}

	private static boolean isLater(Optional<SharedState> stored, SharedState state) {
		return stored.filter((other) -> other.since().isAfter(state.since())).isPresent();
	}

	private static String key(String name) {
		return name + ":state";
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private byte[] encode(Tenant tenant, SharedState state) {
		byte[] name = bytes(state.state().name());
		byte[] plaintext = ByteBuffer.allocate(Long.BYTES + name.length)
			.putLong(state.since().toEpochMilli())
			.put(name)
			.array();
		return this.cipher.encrypt(plaintext, context(tenant));
	}

	private Optional<SharedState> decode(Tenant tenant, byte[] value) {
		byte[] plaintext = this.cipher.decrypt(value, context(tenant));
		if (plaintext == null || plaintext.length < Long.BYTES) {
			return Optional.empty();
		}
		String name = new String(plaintext, Long.BYTES, plaintext.length - Long.BYTES, StandardCharsets.UTF_8);
		Instant since = Instant.ofEpochMilli(ByteBuffer.wrap(plaintext).getLong());
		// a newer version of the service may know other states
		return List.of(TenantState.values())
			.stream()
			.filter((state) -> state.name().equals(name))
			.findFirst()
			.map((state) -> new SharedState(state, since));
	}

	private byte[] context(Tenant tenant) {
		return bytes(this.appId + " state of " + tenant.key());
	}

}
