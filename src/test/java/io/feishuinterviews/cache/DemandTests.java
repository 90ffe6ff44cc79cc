package io.feishuinterviews.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.feishuinterviews.TestTime;
import io.feishuinterviews.cache.shared.SharedEntries;
import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.interview.JobLevelIdType;
import io.feishuinterviews.interview.RefreshRefusedException;
import io.feishuinterviews.interview.SnapshotContent;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UserIdType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which clients each call to Feishu is made for.
 */
class DemandTests {

	private static final TalentQuery QUERY = new TalentQuery(new Talent(Tenant.OWN, "t"), UserIdType.OPEN_ID,
			JobLevelIdType.JOB_LEVEL_ID);

	private static final RequestDirectives NO_CACHE = new RequestDirectives(true, null, null, null, false, false);

	private final TestTime time = new TestTime();

	private final List<Demand> demands = new ArrayList<>();

	private final List<Sinks.One<InterviewSnapshot>> calls = new ArrayList<>();

	private final InterviewCache interviews = new InterviewCache((query, demand) -> {
		this.demands.add(demand);
		this.calls.add(Sinks.one());
		return this.calls.get(this.calls.size() - 1).asMono();
	}, (data) -> SnapshotContent.NONE, SharedEntries.NONE, DefaultCacheProperties.bind(), this.time, this.time,
			new SimpleMeterRegistry());

	@Test
	void demandContainsEachClientThatWaitsForTheTalent() {
		CompletableFuture<CacheResult> first = ask("a");
		CompletableFuture<CacheResult> second = ask("b");
		assertThat(this.demands).singleElement()
			.satisfies((demand) -> assertThat(demand.clients()).containsExactly("a", "b"));
		answer(0);
		assertThat(first).isCompleted();
		assertThat(second).isCompleted();
	}

	@Test
	void backgroundRefreshHasNoClientUntilOneJoins() {
		cached();
		this.time.pass(Duration.ofSeconds(61));
		assertThat(ask("a")).isCompleted();
		assertThat(this.demands.get(1).clients()).isEmpty();
		CompletableFuture<CacheResult> waiting = this.interviews.findByTalent(QUERY, NO_CACHE, "b");
		assertThat(this.demands).hasSize(2);
		assertThat(this.demands.get(1).clients()).containsExactly("b");
		answer(1);
		assertThat(waiting).isCompleted();
	}

	@Test
	void demandContainsTheClientThatWaitsForARefresh() {
		cached();
		this.time.pass(Duration.ofSeconds(10));
		assertThat(this.interviews.findByTalent(QUERY, NO_CACHE, "a")).isNotDone();
		assertThat(this.demands.get(1).clients()).containsExactly("a");
	}

	@Test
	void callsFeishuForAClientAfterARejectedBackgroundRefresh() {
		cached();
		this.time.pass(Duration.ofSeconds(61));
		assertThat(ask("a")).isCompleted();
		this.calls.get(1).tryEmitError(new RefreshRefusedException()).orThrow();
		assertThat(ask("a")).isCompleted();
		assertThat(this.demands).as("not again in the background").hasSize(2);
		CompletableFuture<CacheResult> waiting = this.interviews.findByTalent(QUERY, NO_CACHE, "b");
		assertThat(this.demands.get(2).clients()).containsExactly("b");
		answer(2);
		assertThat(waiting).isCompletedWithValueMatching((served) -> served.age().isZero());
	}

	@Test
	void callsFeishuAgainForAClientThatJoinedARejectedBackgroundRefresh() {
		cached();
		this.time.pass(Duration.ofSeconds(61));
		assertThat(ask("a")).isCompleted();
		CompletableFuture<CacheResult> waiting = this.interviews.findByTalent(QUERY, NO_CACHE, "b");
		this.calls.get(1).tryEmitError(new RefreshRefusedException()).orThrow();
		assertThat(this.demands.get(2).clients()).containsExactly("b");
		answer(2);
		assertThat(waiting).isCompleted();
	}

	@Test
	void callsFeishuForAClientThatJoinedARejectedBackgroundLoad() {
		assertThat(this.interviews.cache().synchronous().refresh(QUERY)).as("nothing is cached").isNotDone();
		CompletableFuture<CacheResult> waiting = ask("a");
		assertThat(this.demands).singleElement().satisfies((demand) -> assertThat(demand.clients()).isEmpty());
		this.calls.get(0).tryEmitError(new RefreshRefusedException()).orThrow();
		assertThat(waiting).isNotDone();
		assertThat(this.demands.get(1).clients()).containsExactly("a");
		answer(1);
		assertThat(waiting).isCompleted();
	}

	@Test
	void doesNotTreatARejectedBackgroundRefreshAsAFeishuFailure() {
		cached();
		this.time.pass(Duration.ofSeconds(61));
		assertThat(ask("a")).isCompleted();
		this.calls.get(1).tryEmitError(new RefreshRefusedException()).orThrow();
		this.time.pass(Duration.ofMinutes(11));
		CompletableFuture<CacheResult> waiting = ask("a");
		assertThat(this.demands.get(2).clients()).as("waits, since nobody else would ask").containsExactly("a");
		answer(2);
		assertThat(waiting).isCompletedWithValueMatching((served) -> served.failure() == null);
	}

	@Test
	void callsFeishuAgainWhenAnotherClientsCallWasRateLimited() {
		CompletableFuture<CacheResult> first = ask("a");
		CompletableFuture<CacheResult> second = ask("b");
		this.calls.get(0)
			.tryEmitError(new UpstreamException(UpstreamException.Kind.FEISHU_UNAVAILABLE, FailureText.of("internal"),
					true, UpstreamError.NONE, null))
			.orThrow();
		assertThat(first).isCompletedExceptionally();
		assertThat(second).isNotDone();
		assertThat(this.demands.get(1).clients()).containsExactly("b");
		answer(1);
		assertThat(second).isCompleted();
	}

	private void cached() {
		CompletableFuture<CacheResult> first = ask("a");
		answer(0);
		assertThat(first).isCompleted();
	}

	private CompletableFuture<CacheResult> ask(String client) {
		return this.interviews.findByTalent(QUERY, RequestDirectives.NONE, client);
	}

	private void answer(int call) {
		this.calls.get(call).tryEmitValue(InterviewSnapshot.of(QUERY, new byte[] { 1 }, this.time.instant())).orThrow();
	}

}
