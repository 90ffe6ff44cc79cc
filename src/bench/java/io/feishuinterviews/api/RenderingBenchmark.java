package io.feishuinterviews.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.feishuinterviews.bench.MadeUpTalent;
import io.feishuinterviews.feishu.FlatteningBenchmark;
import io.feishuinterviews.feishu.json.FeishuJson;
import io.feishuinterviews.feishu.mapping.FeishuInterviewReader;
import io.feishuinterviews.interview.Interview;
import io.feishuinterviews.interview.InterviewReader;
import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.interview.JobLevelIdType;
import io.feishuinterviews.interview.Language;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UserIdType;
import io.feishuinterviews.representation.Representation;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The cost of a representation: as JSON, or compressed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RenderingBenchmark {

	private static final InterviewsJson JSON = new InterviewsJson();

	private static final InterviewReader READER = new FeishuInterviewReader(new FeishuJson((path) -> {
	}));

	/**
	 * How many interviews there are.
	 */
	@Param({ "6", "50", "500", "5000" })
	public int interviews;

	private List<Interview> talent = List.of();

	private byte[] data = {};

	private InterviewSnapshot snapshot = snapshot(this.data);

	/**
	 * Make up a talent.
	 */
	@Setup
	public void makeUpATalent() {
		this.data = MadeUpTalent.data(this.interviews, 2, 1).getBytes(StandardCharsets.UTF_8);
		this.snapshot = snapshot(this.data);
		this.talent = FlatteningBenchmark.flatten(this.data);
	}

	private static InterviewSnapshot snapshot(byte[] data) {
		return InterviewSnapshot.of(
				new TalentQuery(new Talent(Tenant.OWN, "1"), UserIdType.OPEN_ID, JobLevelIdType.JOB_LEVEL_ID), data,
				Instant.EPOCH);
	}

	/**
	 * Write it as JSON.
	 * @return the JSON
	 */
	@Benchmark
	public byte[] json() {
		return JSON.write(new TalentInterviews("1", this.talent), Language.ZH, false);
	}

	/**
	 * Write it and compress it.
	 * @return the representation
	 */
	@Benchmark
	public Object representation() {
		return new Representation(json(), 0, true);
	}

	/**
	 * Make all of it from a snapshot, as for the first request in another language.
	 * @return the representation
	 */
	@Benchmark
	public Object representationOfSnapshot() {
		List<Interview> flattened = FlatteningBenchmark.flatten(this.snapshot.data());
		return new Representation(JSON.write(new TalentInterviews("1", flattened), Language.EN, false), 0, true);
	}

	/**
	 * Read Feishu's data, compress it, and make the first representation, as for a miss.
	 * @return the representation
	 */
	@Benchmark
	public Object miss() {
		InterviewSnapshot loaded = snapshot(this.data).withContent(READER.read(this.data));
		return new Representation(
				JSON.write(new TalentInterviews("1", loaded.content(READER).interviews()), Language.ZH, false), 0,
				false);
	}

}
