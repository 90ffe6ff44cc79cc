package io.feishuinterviews.cache;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.cache.shared.SharedEntries;
import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.interview.JobLevelIdType;
import io.feishuinterviews.interview.SnapshotContent;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UserIdType;
import io.feishuinterviews.representation.Representation;
import io.feishuinterviews.representation.RepresentationKey;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The representations of a snapshot, and their weight.
 */
class InterviewCacheTests {

	private static final TalentQuery QUERY = new TalentQuery(new Talent(Tenant.OWN, "t"), UserIdType.OPEN_ID,
			JobLevelIdType.JOB_LEVEL_ID);

	private static final RepresentationKey KEY = new RepresentationKey("en", false, false);

	private static final RequestDirectives FORCED = new RequestDirectives(true, null, null, null, false, false);

	private Mono<InterviewSnapshot> feishu = Mono.empty();

	private Instant now = Instant.EPOCH;

	private final InterviewCache interviews = new InterviewCache((query, demand) -> this.feishu,
			(data) -> SnapshotContent.NONE, SharedEntries.NONE, DefaultCacheProperties.bind(), new Clock() {

				@Override
				public Instant instant() {
					return InterviewCacheTests.this.now;
				}

				@Override
				public ZoneId getZone() {
					return ZoneOffset.UTC;
				}

				@Override
				public Clock withZone(ZoneId zone) {
					return this;
				}

			}, Ticker.disabledTicker(), new SimpleMeterRegistry());

	@Test
	void reportsAMissForTheRequestThatCalledFeishu() {
		this.feishu = Mono.fromSupplier(() -> snapshot("a"));
		assertThat(served().outcome()).isEqualTo(CacheResult.Outcome.MISS);
		assertThat(served().outcome()).isEqualTo(CacheResult.Outcome.HIT);
	}

	@Test
	void createsARepresentationOnceAndAddsItsWeightToTheCache() {
		this.feishu = Mono.fromSupplier(() -> snapshot("a"));
		long without = weightAfter(served());
		AtomicInteger made = new AtomicInteger();
		for (int i = 0; i < 3; i++) {
			served().representation(KEY, () -> {
				made.incrementAndGet();
				return representation(100_000);
			});
		}
		assertThat(made).hasValue(1);
		assertThat(weightAfter(served())).isEqualTo(without + representation(100_000).weight());
	}

	@Test
	void handsWhatWasReadByALoadToTheRequest() {
		SnapshotContent content = new SnapshotContent(List.of(), Set.of("1"));
		this.feishu = Mono.fromSupplier(() -> snapshot("a").withContent(content));
		assertThat(served().snapshot().content((data) -> SnapshotContent.NONE)).isSameAs(content);
	}

	@Test
	void reusesARepresentationUntilTheDataChanges() {
		this.feishu = Mono.fromSupplier(() -> snapshot("a"));
		Representation first = rendered();
		pass(Duration.ofSeconds(10));
		assertThat(served(FORCED).representation(KEY, () -> representation(2))).isSameAs(first);
		assertThat(served().age()).isZero();
		this.feishu = Mono.fromSupplier(() -> snapshot("b"));
		pass(Duration.ofSeconds(10));
		served(FORCED);
		assertThat(rendered()).isNotSameAs(first);
	}

	@Test
	void storesARefreshThatCompletesWhileARepresentationIsCreated() {
		this.feishu = Mono.fromSupplier(() -> snapshot("a"));
		served();
		Sinks.One<InterviewSnapshot> later = Sinks.one();
		this.feishu = later.asMono();
		pass(Duration.ofSeconds(100));
		served();
		rendered();
		later.tryEmitValue(snapshot("b")).orThrow();
		assertThat(served().snapshot().data()).isEqualTo("b".getBytes(StandardCharsets.UTF_8));
	}

	private Representation rendered() {
		return served().representation(KEY, () -> representation(1));
	}

	private static Representation representation(int size) {
		return new Representation(new byte[size], 0, false);
	}

	private CacheResult served() {
		return served(RequestDirectives.NONE);
	}

	private CacheResult served(RequestDirectives directives) {
		return this.interviews.findByTalent(QUERY, directives, "client").join();
	}

	private long weightAfter(CacheResult served) {
		assertThat(served).isNotNull();
		this.interviews.cache().synchronous().cleanUp();
		return this.interviews.cache().synchronous().policy().eviction().orElseThrow().weightedSize().orElseThrow();
	}

	private void pass(Duration time) {
		this.now = this.now.plus(time);
	}

	private InterviewSnapshot snapshot(String data) {
		return InterviewSnapshot.of(QUERY, data.getBytes(StandardCharsets.UTF_8), this.now);
	}

}
