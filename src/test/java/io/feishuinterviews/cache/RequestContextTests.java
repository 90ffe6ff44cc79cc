package io.feishuinterviews.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.feishuinterviews.TestTime;
import io.feishuinterviews.cache.shared.SharedEntries;
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
import io.micrometer.context.ContextRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which request each call to Feishu belongs to, for the log and for traces.
 */
class RequestContextTests {

	private static final String KEY = RequestContextTests.class.getName();

	private static final TalentQuery QUERY = new TalentQuery(new Talent(Tenant.OWN, "t"), UserIdType.OPEN_ID,
			JobLevelIdType.JOB_LEVEL_ID);

	private static final RequestDirectives NO_CACHE = new RequestDirectives(true, null, null, null, false, false);

	private static final ThreadLocal<String> request = new ThreadLocal<>();

	private final TestTime time = new TestTime();

	private final List<String> requests = new ArrayList<>();

	private final List<Sinks.One<InterviewSnapshot>> calls = new ArrayList<>();

	private int captures;

	private final InterviewCache interviews = new InterviewCache((query, demand) -> Mono.deferContextual((context) -> {
		this.requests.add(context.getOrDefault(KEY, "none"));
		this.calls.add(Sinks.one());
		return this.calls.get(this.calls.size() - 1).asMono();
	}), (data) -> SnapshotContent.NONE, SharedEntries.NONE, DefaultCacheProperties.bind(), this.time, this.time,
			new SimpleMeterRegistry());

	@BeforeEach
	void register() {
		ContextRegistry.getInstance().registerThreadLocalAccessor(KEY, () -> {
			this.captures++;
			return request.get();
		}, request::set, request::remove);
	}

	@AfterEach
	void unregister() {
		ContextRegistry.getInstance().removeThreadLocalAccessor(KEY);
	}

	@Test
	void aCallAfterAnotherClientsRateLimitedCallBelongsToItsOwnRequest() {
		assertThat(ask("first", RequestDirectives.NONE)).isNotDone();
		CompletableFuture<CacheResult> second = ask("second", RequestDirectives.NONE);
		fail(0, new UpstreamException(UpstreamException.Kind.FEISHU_UNAVAILABLE, FailureText.of("internal"), true,
				UpstreamError.NONE, null));
		assertThat(this.requests).containsExactly("first", "second");
		answer(1);
		assertThat(second).isCompleted();
	}

	@Test
	void aCallAfterARejectedBackgroundRefreshBelongsToTheRequestThatWaits() {
		assertThat(ask("first", RequestDirectives.NONE)).isNotDone();
		answer(0);
		this.time.pass(Duration.ofSeconds(61));
		assertThat(ask("second", RequestDirectives.NONE)).isCompleted();
		CompletableFuture<CacheResult> third = ask("third", NO_CACHE);
		fail(1, new RefreshRefusedException());
		assertThat(this.requests).containsExactly("first", "second", "third");
		answer(2);
		assertThat(third).isCompleted();
	}

	@Test
	void aThreadThatCompletesACallDoesNotKeepTheContextOfItsRequest() {
		CompletableFuture<String> during = ask("first", RequestDirectives.NONE)
			.thenApply((result) -> String.valueOf(request.get()));
		answer(0);
		assertThat(during).isCompleted();
		assertThat(request.get()).isNull();
	}

	@Test
	void aHitInMemoryCapturesNoContext() {
		assertThat(ask("first", RequestDirectives.NONE)).isNotDone();
		answer(0);
		assertThat(this.captures).isPositive();
		this.captures = 0;
		assertThat(ask("second", RequestDirectives.NONE)).isCompleted();
		assertThat(this.captures).isZero();
	}

	private CompletableFuture<CacheResult> ask(String id, RequestDirectives directives) {
		request.set(id);
		try {
			return this.interviews.findByTalent(QUERY, directives, id);
		}
		finally {
			request.remove();
		}
	}

	private void answer(int call) {
		this.calls.get(call).tryEmitValue(InterviewSnapshot.of(QUERY, new byte[] { 1 }, this.time.instant())).orThrow();
	}

	private void fail(int call, Throwable failure) {
		this.calls.get(call).tryEmitError(failure).orThrow();
	}

}
