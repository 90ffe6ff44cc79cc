package io.feishuinterviews.feishu.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;

/**
 * Bounds the memory that large responses take while they are received and read. Each has
 * a first part that does not count; what all of them have beyond that is limited. When
 * the limit is reached, no more is read from Feishu's connections but from that of the
 * oldest large response, so that one of them always makes progress. A response that waits
 * for long fails; Feishu is not the cause.
 */
public class LargeResponseLimit implements ExchangeFilterFunction {

	/**
	 * How much of each response is not counted, in bytes: more than most have.
	 */
	static final int FREE = 64 * 1024;

	/**
	 * Less than the time limit of an attempt, so that Feishu does not count as slow.
	 */
	private static final Duration MAX_WAIT = Duration.ofSeconds(2);

	/**
	 * As few threads as read the responses that do not wait.
	 */
	private static final Scheduler READERS = Schedulers.newBoundedElastic(
			Math.min(4, Runtime.getRuntime().availableProcessors()), Integer.MAX_VALUE, "large-responses", 60, true);

	private final long limit;

	private final Set<Receiver> large = new LinkedHashSet<>();

	private long used;

	/**
	 * Create a limit.
	 * @param limit the limit in bytes
	 */
	public LargeResponseLimit(long limit) {
		this.limit = limit;
	}

	@Override
	public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
		return next.exchange(request).map((response) -> response.mutate().body(this::limit).build());
	}

	/**
	 * Limit a body.
	 * @param body the body
	 * @return the body, which counts until its synchronous processing ends
	 */
	Flux<DataBuffer> limit(Flux<DataBuffer> body) {
		return Flux.defer(() -> {
			Receiver receiver = new Receiver();
			return body.concatMap((buffer) -> admit(receiver, buffer), 1).doFinally((signal) -> release(receiver));
		}).doOnDiscard(DataBuffer.class, DataBufferUtils::release);
	}

	private Mono<DataBuffer> admit(Receiver receiver, DataBuffer buffer) {
		Sinks.Empty<Void> turn = admit(receiver, buffer.readableByteCount());
		// not on the thread of the response that has made room
		return (turn != null) ? turn.asMono()
			.publishOn(READERS)
			.thenReturn(buffer)
			.doOnCancel(() -> DataBufferUtils.release(buffer))
			.timeout(receiver.remaining(), Mono.error(LargeResponseLimit::noRoom)) : Mono.just(buffer);
	}

	private static UpstreamException noRoom() {
		return new UpstreamException(Kind.FEISHU_UNAVAILABLE, FailureText.of("feishu-large-responses"), true,
				UpstreamError.NONE, Duration.ofSeconds(1))
			.withoutRetry();
	}

	private synchronized Sinks.@Nullable Empty<Void> admit(Receiver receiver, int size) {
		receiver.received += size;
		if (receiver.received <= FREE) {
			return null;
		}
		this.large.add(receiver);
		receiver.wanted = size;
		if (grant(receiver)) {
			return null;
		}
		receiver.turn = Sinks.empty();
		return receiver.turn;
	}

	private boolean grant(Receiver receiver) {
		boolean oldest = this.large.iterator().next() == receiver;
		if (!oldest && this.used + receiver.wanted > this.limit) {
			return false;
		}
		this.used += receiver.wanted;
		receiver.held += receiver.wanted;
		receiver.turn = null;
		return true;
	}

	private void release(Receiver receiver) {
		List<Sinks.Empty<Void>> granted = new ArrayList<>();
		synchronized (this) {
			this.large.remove(receiver);
			this.used -= receiver.held;
			for (Receiver waiting : this.large) {
				Sinks.Empty<Void> turn = waiting.turn;
				if (turn != null && grant(waiting)) {
					granted.add(turn);
				}
			}
		}
		granted.forEach(Sinks.Empty::tryEmitEmpty);
	}

	/**
	 * A response that is being received.
	 */
	private static final class Receiver {

		private long received;

		private long held;

		private int wanted;

		private Sinks.@Nullable Empty<Void> turn;

		private long waitingSince;

		/**
		 * Return how much longer this may wait, counted from when it first had to.
		 */
		Duration remaining() {
			long now = System.nanoTime();
			this.waitingSince = (this.waitingSince != 0) ? this.waitingSince : now;
			return MAX_WAIT.minusNanos(now - this.waitingSince);
		}

	}

}
