package io.feishuinterviews.feishu.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How much of large responses is in memory at once.
 */
class LargeResponseLimitTests {

	private final LargeResponseLimit limit = new LargeResponseLimit(200_000);

	@Test
	void continuesTheOldestLargeResponseAndPausesTheOthers() {
		Receiving oldest = new Receiving();
		Receiving other = new Receiving();
		oldest.receive(100_000);
		other.receive(100_000);
		other.receive(10_000);
		assertThat(other.received).containsExactly(100_000);
		oldest.receive(1_000_000);
		oldest.receive(1_000_000);
		assertThat(oldest.received).containsExactly(100_000, 1_000_000, 1_000_000);
		oldest.feishu.tryEmitComplete().orThrow();
		await().untilAsserted(() -> assertThat(other.received).containsExactly(100_000, 10_000));
	}

	@Test
	void doesNotPauseSmallResponses() {
		Receiving large = new Receiving();
		large.receive(1_000_000);
		List<Receiving> small = new ArrayList<>();
		for (int i = 0; i < 100; i++) {
			Receiving each = new Receiving();
			each.receive(LargeResponseLimit.FREE);
			small.add(each);
		}
		assertThat(small).allSatisfy((each) -> assertThat(each.received).hasSize(1));
	}

	@Test
	void resumesTheNextResponseWhenOneFails() {
		Receiving oldest = new Receiving();
		Receiving other = new Receiving();
		oldest.receive(1_000_000);
		other.receive(100_000);
		assertThat(other.received).isEmpty();
		oldest.feishu.tryEmitError(new IllegalStateException("connection reset")).orThrow();
		await().untilAsserted(() -> assertThat(other.received).containsExactly(100_000));
	}

	@Test
	void failsAResponseThatIsPausedTooLong() {
		StepVerifier.withVirtualTime(() -> {
			new Receiving().receive(1_000_000);
			return this.limit.limit(Flux.just(buffer(100_000)));
		}).thenAwait(Duration.ofSeconds(3)).expectErrorSatisfies((ex) -> {
			assertThat(ex).isInstanceOf(UpstreamException.class);
			assertThat(((UpstreamException) ex).kind()).isEqualTo(Kind.FEISHU_UNAVAILABLE);
		}).verify();
	}

	private static DataBuffer buffer(int size) {
		return DefaultDataBufferFactory.sharedInstance.wrap(new byte[size]);
	}

	/**
	 * A response that comes piece by piece.
	 */
	private final class Receiving {

		private final Sinks.Many<DataBuffer> feishu = Sinks.many().unicast().onBackpressureBuffer();

		private final List<Integer> received = new CopyOnWriteArrayList<>();

		Receiving() {
			LargeResponseLimitTests.this.limit.limit(this.feishu.asFlux())
				.subscribe((buffer) -> this.received.add(buffer.readableByteCount()), (ex) -> {
				});
		}

		void receive(int size) {
			this.feishu.tryEmitNext(buffer(size)).orThrow();
		}

	}

}
