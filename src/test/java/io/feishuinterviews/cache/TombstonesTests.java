package io.feishuinterviews.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.feishuinterviews.TestTime;
import io.feishuinterviews.cache.shared.Change;
import io.feishuinterviews.cache.shared.SharedEntries;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.interview.JobLevelIdType;
import io.feishuinterviews.interview.SnapshotContent;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import io.feishuinterviews.interview.UserIdType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Calls that are under way when a talent is denied or purged.
 */
class TombstonesTests {

	private static final TalentQuery ONE = new TalentQuery(new Talent(Tenant.OWN, "t"), UserIdType.OPEN_ID,
			JobLevelIdType.JOB_LEVEL_ID);

	private static final TalentQuery OTHER = new TalentQuery(new Talent(Tenant.OWN, "t"), UserIdType.UNION_ID,
			JobLevelIdType.JOB_LEVEL_ID);

	private static final SnapshotContent CONTENT = new SnapshotContent(List.of(), Set.of("a"));

	private static final RequestDirectives NO_CACHE = new RequestDirectives(true, null, null, null, false, false);

	private static final RequestDirectives NO_STORE = new RequestDirectives(false, null, null, null, false, true);

	private static final RequestDirectives CACHED = new RequestDirectives(false, null, null, null, true, false);

	private static final RequestDirectives MAX_AGE_0 = new RequestDirectives(false, Duration.ZERO, null, null, false,
			false);

	private final TestTime time = new TestTime();

	private Runnable onCall = () -> {
	};

	private final List<TalentQuery> queries = new ArrayList<>();

	private final List<Sinks.One<InterviewSnapshot>> calls = new ArrayList<>();

	private final InterviewCache interviews = new InterviewCache((query, demand) -> {
		this.queries.add(query);
		this.calls.add(Sinks.one());
		this.onCall.run();
		return this.calls.get(this.calls.size() - 1).asMono();
	}, (data) -> CONTENT, SharedEntries.NONE, DefaultCacheProperties.bind(), this.time, this.time,
			new SimpleMeterRegistry());

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void deniesACallThatBeganBeforeTheDenial(boolean noStore) {
		CompletableFuture<CacheResult> slow = find(ONE, noStore ? NO_STORE : RequestDirectives.NONE);
		CompletableFuture<CacheResult> denied = find(OTHER, RequestDirectives.NONE);
		deny(1);
		assertDenied(denied);
		answer(0);
		assertDenied(slow);
		assertDenied(find(ONE, CACHED));
		assertNothingStored();
	}

	@Test
	void deniesARefreshThatBeganBeforeTheDenial() {
		cached(ONE);
		CompletableFuture<CacheResult> slow = find(ONE, NO_CACHE);
		CompletableFuture<CacheResult> denied = find(OTHER, NO_STORE);
		deny(2);
		assertDenied(denied);
		answer(1);
		assertDenied(slow);
		assertDenied(find(ONE, CACHED));
		assertNothingStored();
	}

	@Test
	void servesNoStaleSnapshotToARequestThatWaitedWhileTheTalentWasDenied() {
		cached(ONE);
		CompletableFuture<CacheResult> waits = find(ONE, MAX_AGE_0);
		CompletableFuture<CacheResult> denied = find(OTHER, RequestDirectives.NONE);
		deny(2);
		assertDenied(denied);
		fail(1);
		assertThat(waits).isCompletedExceptionally();
	}

	@Test
	void endsADenialOnlyByACallThatBeganLater() {
		CompletableFuture<CacheResult> slow = find(ONE, RequestDirectives.NONE);
		assertThat(find(OTHER, RequestDirectives.NONE)).isNotDone();
		deny(1);
		this.time.pass(Duration.ofSeconds(31));
		CompletableFuture<CacheResult> later = find(OTHER, RequestDirectives.NONE);
		answer(0);
		assertDenied(slow);
		answer(2);
		assertThat(later).isCompleted();
		assertThat(find(OTHER, CACHED)).isCompleted();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void storesNoCallThatIsUnderWayWhenATalentIsPurged(boolean noStore) {
		RequestDirectives directives = noStore ? NO_STORE : RequestDirectives.NONE;
		CompletableFuture<CacheResult> first = find(ONE, directives);
		this.interviews.purge(new Talent(Tenant.OWN, "t"));
		assertThat(find(ONE, directives)).as("does not join").isNotDone();
		assertThat(this.calls).hasSize(2);
		answer(0);
		assertThat(first).isCompleted();
		assertThat(find(ONE, CACHED)).isCompletedExceptionally();
	}

	@Test
	void storesNoRefreshThatIsUnderWayWhenATalentIsPurged() {
		cached(ONE);
		this.time.pass(Duration.ofSeconds(61));
		assertThat(find(ONE, RequestDirectives.NONE)).as("stale").isCompleted();
		this.interviews.purge(new Talent(Tenant.OWN, "t"));
		answer(1);
		assertThat(find(ONE, CACHED)).isCompletedExceptionally();
		assertNothingStored();
	}

	@Test
	void servesNoStaleSnapshotToARequestThatWaitedWhileTheTalentWasPurged() {
		cached(ONE);
		CompletableFuture<CacheResult> waits = find(ONE, MAX_AGE_0);
		this.interviews.purge(new Talent(Tenant.OWN, "t"));
		fail(1);
		assertThat(waits).isCompletedExceptionally();
	}

	@Test
	void forgetsADenialWhenTheTalentIsPurged() {
		CompletableFuture<CacheResult> denied = find(ONE, RequestDirectives.NONE);
		deny(0);
		assertDenied(denied);
		this.interviews.purge(new Talent(Tenant.OWN, "t"));
		CompletableFuture<CacheResult> later = find(ONE, RequestDirectives.NONE);
		answer(1);
		assertThat(later).isCompleted();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void remembersNoDenialThatIsUnderWayWhenTheTenantIsPurged(boolean all) {
		CompletableFuture<CacheResult> denied = find(ONE, RequestDirectives.NONE);
		purge(all);
		deny(0);
		assertDenied(denied);
		CompletableFuture<CacheResult> later = find(OTHER, RequestDirectives.NONE);
		assertThat(later).isNotDone();
		answer(1);
		assertThat(later).isCompleted();
	}

	@Test
	void storesNoCallThatIsUnderWayWhenADenialIsForgotten() {
		CompletableFuture<CacheResult> slow = find(ONE, RequestDirectives.NONE);
		CompletableFuture<CacheResult> denied = find(OTHER, RequestDirectives.NONE);
		deny(1);
		assertDenied(denied);
		purge(true);
		answer(0);
		assertThat(slow).isCompleted();
		assertThat(find(ONE, CACHED)).isCompletedExceptionally();
		assertNothingStored();
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void servesNoStaleSnapshotToARequestThatWaitedWhileTheTenantWasPurged(boolean all) {
		cached(ONE);
		CompletableFuture<CacheResult> waits = find(ONE, MAX_AGE_0);
		purge(all);
		fail(1);
		assertThat(waits).isCompletedExceptionally();
	}

	@Test
	void keepsNoApplicationOfACallThatIsUnderWayWhenTheTenantIsPurged() {
		CompletableFuture<CacheResult> slow = find(ONE, RequestDirectives.NONE);
		this.interviews.purge(Tenant.OWN);
		answer(0);
		assertThat(slow).isCompleted();
		assertThat(find(ONE, CACHED)).isCompletedExceptionally();
		assertThat(expireApplication()).contains(Set.of());
		this.time.pass(Duration.ofSeconds(2));
		assertThat(find(ONE, RequestDirectives.NONE)).isNotDone();
		answer(1);
		assertThat(expireApplication()).as("after a later call").contains(Set.of(ONE.talent()));
	}

	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void storesNoCallThatBeginsWhileTheTenantIsPurged(boolean all) {
		this.onCall = () -> purge(all);
		CompletableFuture<CacheResult> first = find(ONE, RequestDirectives.NONE);
		answer(0);
		assertThat(first).isCompleted();
		assertNothingStored();
	}

	private Optional<Set<Talent>> expireApplication() {
		return this.interviews.changes().apply(new Application(Tenant.OWN, "a"), Change.Kind.EXPIRED);
	}

	@Test
	void deniesATalentThatFeishuDeniesWithoutDelay() {
		CompletableFuture<CacheResult> denied = new InterviewCache(
				(query, demand) -> reactor.core.publisher.Mono.error(failure(Kind.TALENT_CONFIDENTIAL)),
				(data) -> SnapshotContent.NONE, SharedEntries.NONE, DefaultCacheProperties.bind(), this.time, this.time,
				new SimpleMeterRegistry())
			.findByTalent(ONE, RequestDirectives.NONE, "client");
		assertDenied(denied);
	}

	private void purge(boolean all) {
		if (all) {
			this.interviews.purgeAll();
		}
		else {
			this.interviews.purge(Tenant.OWN);
		}
	}

	private void assertNothingStored() {
		await().untilAsserted(() -> assertThat(this.interviews.cache().asMap().values())
			.noneMatch((entry) -> entry.join() instanceof CacheEntry.Positive));
	}

	private static void assertDenied(CompletableFuture<CacheResult> result) {
		assertThat(result).isDone();
		Throwable failure = Failures.unwrap(result.handle((served, ex) -> ex).join());
		assertThat(failure).isInstanceOfSatisfying(UpstreamException.class,
				(upstream) -> assertThat(upstream.kind()).isEqualTo(Kind.TALENT_CONFIDENTIAL));
	}

	private void cached(TalentQuery query) {
		CompletableFuture<CacheResult> first = find(query, RequestDirectives.NONE);
		answer(0);
		assertThat(first).isCompleted();
		this.time.pass(Duration.ofSeconds(2));
	}

	private CompletableFuture<CacheResult> find(TalentQuery query, RequestDirectives directives) {
		return this.interviews.findByTalent(query, directives, "client");
	}

	private void answer(int call) {
		this.calls.get(call)
			.tryEmitValue(InterviewSnapshot.of(this.queries.get(call), new byte[] { 1 }, this.time.instant()))
			.orThrow();
	}

	private void deny(int call) {
		this.calls.get(call).tryEmitError(failure(Kind.TALENT_CONFIDENTIAL)).orThrow();
	}

	private void fail(int call) {
		this.calls.get(call).tryEmitError(failure(Kind.FEISHU_TIMEOUT)).orThrow();
	}

	private static UpstreamException failure(Kind kind) {
		return new UpstreamException(kind, FailureText.of("internal"), false, UpstreamError.NONE, null);
	}

}
