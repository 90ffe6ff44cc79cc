package io.feishuinterviews.representation;

import java.io.ByteArrayInputStream;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import io.feishuinterviews.interview.FailureText;

import org.springframework.stereotype.Component;

/**
 * Limits the memory of responses that wait for their clients to a quarter of the heap.
 * Shared content counts once.
 */
@Component
public class ResponseMemory {

	/**
	 * Releases leases of responses that are never written, for example of disconnected
	 * clients.
	 */
	private static final Cleaner ABANDONED = Cleaner.create();

	private final long limit;

	private final AtomicLong used = new AtomicLong();

	private final Map<Representation, Integer> holders = new ConcurrentHashMap<>();

	ResponseMemory() {
		this(Runtime.getRuntime().maxMemory() / 4);
	}

	ResponseMemory(long limit) {
		this.limit = limit;
	}

	/**
	 * Return the body of an answer that has one representation.
	 * @param representation the representation
	 * @param gzip whether to send it compressed
	 * @return the body
	 * @throws OverloadedException if there is no memory left for it
	 */
	public Body body(Representation representation, boolean gzip) {
		byte[] bytes = representation.bytes(gzip);
		if (bytes != null && bytes.length <= Body.Bytes.LONGEST) {
			return new Body.Bytes(bytes);
		}
		Lease lease = lease();
		lease.add(representation);
		return (bytes != null) ? new Body.Stream(bytes.length, () -> new ByteArrayInputStream(bytes), lease)
				: new Body.Stream(representation.length(), representation::decompress, lease);
	}

	/**
	 * Begin an answer that keeps nothing in memory yet.
	 * @return what the answer keeps
	 */
	public Lease lease() {
		return new Lease(this);
	}

	/**
	 * Return how much answers keep.
	 * @return bytes
	 */
	public long used() {
		return this.used.get();
	}

	private void take(long bytes) {
		if (this.used.addAndGet(bytes) > this.limit) {
			this.used.addAndGet(-bytes);
			throw new OverloadedException(FailureText.of("large-responses"));
		}
	}

	private void hold(Representation representation) {
		this.holders.compute(representation, (key, count) -> {
			if (count != null) {
				return count + 1;
			}
			take(representation.weight());
			return 1;
		});
	}

	private void release(Representation representation) {
		this.holders.computeIfPresent(representation, (key, count) -> {
			if (count > 1) {
				return count - 1;
			}
			this.used.addAndGet(-representation.weight());
			return null;
		});
	}

	/**
	 * What one answer keeps in memory until it is closed.
	 */
	public static final class Lease implements AutoCloseable {

		private final Held held;

		private final Cleaner.Cleanable cleanable;

		private Lease(ResponseMemory memory) {
			this.held = new Held(memory);
			this.cleanable = ABANDONED.register(this, this.held);
		}

		/**
		 * Keep a representation.
		 * @param representation the representation
		 * @throws OverloadedException if there is no memory left for it
		 */
		public void add(Representation representation) {
			this.held.add(representation);
		}

		/**
		 * Keep something that is not shared.
		 * @param bytes how much memory it takes
		 * @throws OverloadedException if there is no memory left for it
		 */
		public void add(int bytes) {
			this.held.add(bytes);
		}

		@Override
		public void close() {
			this.cleanable.clean();
		}

	}

	/**
	 * The state of a lease. It does not refer to the lease, which is cleaned up after
	 * when nothing does.
	 */
	private static final class Held implements Runnable {

		private final ResponseMemory memory;

		private final List<Representation> representations = new ArrayList<>();

		private long bytes;

		private boolean closed;

		Held(ResponseMemory memory) {
			this.memory = memory;
		}

		synchronized void add(Representation representation) {
			if (!this.closed) {
				this.memory.hold(representation);
				this.representations.add(representation);
			}
		}

		synchronized void add(int more) {
			if (!this.closed) {
				this.memory.take(more);
				this.bytes += more;
			}
		}

		@Override
		public synchronized void run() {
			this.closed = true;
			this.representations.forEach(this.memory::release);
			this.representations.clear();
			this.memory.used.addAndGet(-this.bytes);
			this.bytes = 0;
		}

	}

}
