package io.feishuinterviews.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import io.lettuce.core.ScriptOutputType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A value in Redis that several instances change. No instance overwrites a value that it
 * has not read.
 */
public final class SharedValue {

	private static final RedisScript REPLACE = RedisScript.of(SharedValue.class, "replace.lua");

	private static final byte[] NOTHING = {};

	private final RedisCommandExecutor redis;

	private final String key;

	private final Duration timeToLive;

	/**
	 * Create a value of a name.
	 * @param redis sends the commands
	 * @param key the name of the value
	 * @param timeToLive how long a new value lives
	 */
	public SharedValue(RedisCommandExecutor redis, String key, Duration timeToLive) {
		this.redis = redis;
		this.key = key;
		this.timeToLive = timeToLive;
	}

	/**
	 * Read the value.
	 * @return the bytes, of which there are none if there is no value; empty if Redis is
	 * unavailable
	 */
	public Mono<byte[]> read() {
		return this.redis.execute((commands) -> commands.get(bytes(this.key))
			.thenApply((value) -> Objects.requireNonNullElse(value, NOTHING)));
	}

	/**
	 * Read the value and replace it, unless another instance replaces it meanwhile.
	 * @param change makes the new value of the one that was read; {@code null} keeps it
	 * @return a value if that is done; empty if the value is another one by now, or if
	 * Redis is unavailable
	 */
	public Mono<Boolean> replace(Function<byte[], byte @Nullable []> change) {
		return read().flatMap((before) -> {
			byte[] after = change.apply(before);
			return (after != null) ? replace(before, after) : Mono.just(true);
		});
	}

	private Mono<Boolean> replace(byte[] before, byte[] after) {
		byte[] millis = bytes(Long.toString(this.timeToLive.toMillis()));
		return this.redis.<Long>execute(
				(commands) -> REPLACE.run(commands, ScriptOutputType.INTEGER, List.of(this.key), before, after, millis))
			.map((replaced) -> replaced == 1)
			.filter(Boolean::booleanValue);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
