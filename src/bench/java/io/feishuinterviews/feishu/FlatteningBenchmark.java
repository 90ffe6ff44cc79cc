package io.feishuinterviews.feishu;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.feishuinterviews.bench.MadeUpTalent;
import io.feishuinterviews.feishu.json.FeishuJson;
import io.feishuinterviews.feishu.mapping.InterviewMapper;
import io.feishuinterviews.interview.Interview;
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
 * The cost of reading and flattening Feishu's data.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FlatteningBenchmark {

	private static final FeishuJson JSON = new FeishuJson((path) -> {
	});

	/**
	 * How many interviews there are.
	 */
	@Param({ "6", "50", "500", "5000" })
	public int interviews;

	private byte[] data = {};

	/**
	 * Make up a talent.
	 */
	@Setup
	public void makeUpATalent() {
		this.data = MadeUpTalent.data(this.interviews, 2, 1).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Flatten it.
	 * @return the interviews
	 */
	@Benchmark
	public List<Interview> flatten() {
		return flatten(this.data);
	}

	/**
	 * Flatten {@code data} as the service does.
	 * @param data Feishu's data
	 * @return the interviews
	 */
	public static List<Interview> flatten(byte[] data) {
		return InterviewMapper.of(JSON.talent(data));
	}

}
