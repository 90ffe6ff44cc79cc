package io.feishuinterviews.cache.redis;

import java.time.Duration;

import io.feishuinterviews.cache.redis.change.Announcements;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.SmartLifecycle;

/**
 * Reads the journal several times a second, which also finds out when Redis is available
 * again, and then repeats evictions and changes that have not reached Redis.
 */
class JournalReader implements SmartLifecycle {

	private static final Log log = LogFactory.getLog(JournalReader.class);

	private static final Duration INTERVAL = Duration.ofMillis(200);

	/**
	 * How long the start waits for the first response, so that the first requests find
	 * what other instances have loaded. A slow machine may need several attempts.
	 */
	private static final Duration START_TIMEOUT = Duration.ofSeconds(1);

	private final EvictionJournal journal;

	private final Evictions evictions;

	private final Announcements announcements;

	private volatile @Nullable Disposable reading;

	JournalReader(EvictionJournal journal, Evictions evictions, Announcements announcements) {
		this.journal = journal;
		this.evictions = evictions;
		this.announcements = announcements;
	}

	@Override
	public void start() {
		read().repeatWhenEmpty((attempts) -> attempts.delayElements(INTERVAL))
			.timeout(START_TIMEOUT, Mono.empty())
			.block();
		this.reading = Mono.delay(INTERVAL, Schedulers.parallel()).then(read()).repeat().subscribe();
	}

	private Mono<Boolean> read() {
		return Mono.defer(this.journal::read)
			.flatMap((answered) -> this.evictions.repeat().then(this.announcements.repeat()).thenReturn(answered))
			.onErrorResume((ex) -> {
				log.error("The journal of evictions cannot be read", ex);
				return Mono.empty();
			});
	}

	@Override
	public void stop() {
		Disposable subscription = this.reading;
		this.reading = null;
		if (subscription != null) {
			subscription.dispose();
		}
	}

	@Override
	public boolean isRunning() {
		return this.reading != null;
	}

	/**
	 * Start after the connection to Redis, and before the web server.
	 */
	@Override
	public int getPhase() {
		return 2;
	}

}
