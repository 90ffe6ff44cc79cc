package io.feishuinterviews.interview;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The stored parts of Feishu's response, and their lifetime.
 */
class InterviewSnapshotTests {

	private final List<String> reads = new ArrayList<>();

	private final InterviewReader reader = (data) -> {
		this.reads.add(new String(data, StandardCharsets.UTF_8));
		return new SnapshotContent(List.of(), Set.of("1"));
	};

	private final InterviewSnapshot snapshot = InterviewSnapshot.of(
			new TalentQuery(new Talent(Tenant.OWN, "t"), UserIdType.OPEN_ID, JobLevelIdType.JOB_LEVEL_ID),
			"{\"items\":[]}".getBytes(StandardCharsets.UTF_8), Instant.EPOCH);

	@Test
	void readsTheDataOnceWhileTheContentIsInUse() {
		SnapshotContent content = this.snapshot.content(this.reader);
		assertThat(this.snapshot.content(this.reader)).isSameAs(content);
		assertThat(this.reads).containsExactly("{\"items\":[]}");
	}

	@Test
	void doesNotReadDataWhoseContentIsInUse() {
		SnapshotContent content = new SnapshotContent(List.of(), Set.of("2"));
		assertThat(this.snapshot.withContent(content).content(this.reader)).isSameAs(content);
		assertThat(this.reads).isEmpty();
	}

	@Test
	void keepsNoContentBeyondAGarbageCollection() {
		await().untilAsserted(() -> {
			this.snapshot.content(this.reader);
			System.gc();
			assertThat(this.reads).hasSizeGreaterThan(1);
		});
	}

}
