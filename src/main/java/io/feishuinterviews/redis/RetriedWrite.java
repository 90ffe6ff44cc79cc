package io.feishuinterviews.redis;

import java.time.Duration;
import java.util.function.Supplier;

import reactor.core.publisher.Mono;

/**
 * Writes data for other instances, and retries for ten minutes while Redis is
 * unavailable.
 */
public final class RetriedWrite {

	private static final Duration INTERVAL = Duration.ofSeconds(2);

	private static final long MAX_REPETITIONS = 300;

	private RetriedWrite() {
	}

	/**
	 * Start to write, in the background.
	 * @param write makes each attempt. It is empty if it has to be repeated
	 */
	public static void start(Supplier<Mono<Boolean>> write) {
		Mono.defer(write).repeatWhenEmpty((times) -> times.take(MAX_REPETITIONS).delayElements(INTERVAL)).subscribe();
	}

}
