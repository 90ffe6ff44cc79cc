package io.feishuinterviews.redis;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.lettuce.core.ScriptOutputType;
import reactor.core.publisher.Mono;

/**
 * Replaces a value that was read before, unless another instance has replaced it since.
 * So no instance overwrites what it has not seen.
 */
public final class Replacement {

	private static final RedisScript SCRIPT = RedisScript.of(Replacement.class, "replace.lua");

	private Replacement() {
	}

	/**
	 * Replace a value.
	 * @param redis sends the command
	 * @param key the name of the value
	 * @param before the value as it was read, empty if there was none
	 * @param after the new value
	 * @param timeToLive how long the new value lives
	 * @return a value if that is done; empty if the value is another one by now, or if
	 * Redis is unavailable
	 */
	public static Mono<Boolean> of(RedisGate redis, String key, byte[] before, byte[] after, Duration timeToLive) {
		byte[] millis = Long.toString(timeToLive.toMillis()).getBytes(StandardCharsets.US_ASCII);
		return redis
			.<Long>execute(
					(commands) -> SCRIPT.run(commands, ScriptOutputType.INTEGER, List.of(key), before, after, millis))
			.map((replaced) -> replaced == 1)
			.filter(Boolean::booleanValue);
	}

}
