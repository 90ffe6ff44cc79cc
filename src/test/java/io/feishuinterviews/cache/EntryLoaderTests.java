package io.feishuinterviews.cache;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import io.feishuinterviews.TestTime;
import io.feishuinterviews.cache.shared.Change;
import io.feishuinterviews.cache.shared.SharedEntries;
import io.feishuinterviews.cache.shared.SharedEntry;
import io.feishuinterviews.cache.shared.SharedLoad;
import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.InterviewReader;
import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.interview.JobLevelIdType;
import io.feishuinterviews.interview.SnapshotContent;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UserIdType;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Entries that another instance has loaded.
 */
class EntryLoaderTests {

	private static final TalentQuery QUERY = new TalentQuery(new Talent(Tenant.OWN, "t"), UserIdType.OPEN_ID,
			JobLevelIdType.JOB_LEVEL_ID);

	private final TestTime time = new TestTime();

	private final InterviewReader reader = (data) -> {
		if (new String(data, StandardCharsets.UTF_8).equals("unreadable")) {
			throw new UpstreamException(UpstreamException.Kind.FEISHU_FAILURE,
					FailureText.of("feishu-response-not-as-documented"), false, UpstreamError.NONE, null);
		}
		return SnapshotContent.NONE;
	};

	@Test
	void servesWhatAnotherInstanceHasLoaded() {
		assertThat(find("shared").snapshot().data()).asString(StandardCharsets.UTF_8).isEqualTo("shared");
	}

	@Test
	void callsFeishuIfWhatAnotherInstanceHasLoadedIsUnreadable() {
		assertThat(find("unreadable").snapshot().data()).asString(StandardCharsets.UTF_8).isEqualTo("feishu");
	}

	private CacheResult find(String shared) {
		SharedLoad load = new StoredLoad(snapshot(shared));
		SharedEntries entries = (SharedEntries) Proxy.newProxyInstance(getClass().getClassLoader(),
				new Class<?>[] { SharedEntries.class }, (proxy, method, arguments) -> method.getName().equals("lookUp")
						? Mono.just(load) : method.invoke(SharedEntries.NONE, arguments));
		return new InterviewCache((query, demand) -> Mono.just(snapshot("feishu")), this.reader, entries,
				DefaultCacheProperties.bind(), this.time, this.time, new SimpleMeterRegistry())
			.findByTalent(QUERY, RequestDirectives.NONE, "client")
			.join();
	}

	private InterviewSnapshot snapshot(String data) {
		return InterviewSnapshot.of(QUERY, data.getBytes(StandardCharsets.UTF_8), this.time.instant());
	}

	/**
	 * A load that finds a snapshot.
	 */
	private record StoredLoad(InterviewSnapshot snapshot) implements SharedLoad {

		@Override
		public SharedEntry entry() {
			return new SharedEntry.Snapshot(this.snapshot);
		}

		@Override
		public List<Change> changes() {
			return List.of();
		}

		@Override
		public Mono<Boolean> begin() {
			return Mono.just(true);
		}

		@Override
		public void store(InterviewSnapshot loaded, Set<String> applications) {
		}

		@Override
		public void end() {
		}

	}

}
