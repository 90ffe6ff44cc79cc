package io.feishuinterviews.representation;

import java.io.ByteArrayInputStream;
import java.lang.ref.Cleaner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.feishuinterviews.interview.Tenant;

import org.springframework.stereotype.Component;

/**
 * Limits the memory of responses that wait for their clients to a quarter of the heap.
 * Shared content counts once. The responses of one of several tenants use about half of
 * it at most.
 */
@Component
public class ResponseMemory {

	/**
	 * Releases leases of responses that are never written, for example of disconnected
	 * clients.
	 */
	private static final Cleaner ABANDONED = Cleaner.create();

	private final MemoryShares shares;

	private final Map<Representation, Integer> holders = new ConcurrentHashMap<>();

	ResponseMemory() {
		this(Runtime.getRuntime().maxMemory() / 4);
	}

	ResponseMemory(long limit) {
		this.shares = new MemoryShares(limit);
	}

	/**
	 * Return the body of a response with one representation.
	 * @param tenant the tenant whose response it is
	 * @param representation the representation
	 * @param gzip whether to send it compressed
	 * @return the body
	 * @throws OverloadedException if there is no memory left for it
	 */
	public Body body(Tenant tenant, Representation representation, boolean gzip) {
		byte[] bytes = representation.bytes(gzip);
		if (bytes != null && bytes.length <= Body.Bytes.MAX_LENGTH) {
			return new Body.Bytes(bytes);
		}
		Lease lease = lease(tenant);
		lease.add(representation);
		return (bytes != null) ? new Body.Stream(bytes.length, () -> new ByteArrayInputStream(bytes), lease)
				: new Body.Stream(representation.length(), representation::decompress, lease);
	}

	/**
	 * Begin a response that keeps nothing in memory yet.
	 * @param tenant the tenant whose response it is
	 * @return the memory of the response
	 */
	public Lease lease(Tenant tenant) {
		return new Lease(this, tenant);
	}

	/**
	 * Return how much memory responses keep.
	 * @return bytes
	 */
	public long used() {
		return this.shares.used();
	}

	private void hold(Tenant tenant, Representation representation) {
		this.holders.compute(representation, (key, count) -> {
			if (count != null) {
				return count + 1;
			}
			this.shares.take(tenant, representation.weight());
			return 1;
		});
	}

	private void release(Tenant tenant, Representation representation) {
		this.holders.computeIfPresent(representation, (key, count) -> {
			if (count > 1) {
				return count - 1;
			}
			this.shares.giveBack(tenant, representation.weight());
			return null;
		});
	}

	/**
	 * The memory that one response keeps until it is closed.
	 */
	public static final class Lease implements AutoCloseable {

		private final Held held;

		private final Cleaner.Cleanable cleanable;

		private Lease(ResponseMemory memory, Tenant tenant) {
			this.held = new Held(memory, tenant);
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

		private final Tenant tenant;

		private final List<Representation> representations = new ArrayList<>();

		private long bytes;

		private boolean closed;

		Held(ResponseMemory memory, Tenant tenant) {
			this.memory = memory;
			this.tenant = tenant;
		}

		synchronized void add(Representation representation) {
			if (!this.closed) {
				this.memory.hold(this.tenant, representation);
				this.representations.add(representation);
			}
		}

		synchronized void add(int more) {
			if (!this.closed) {
				this.memory.shares.take(this.tenant, more);
				this.bytes += more;
			}
		}

		@Override
		public synchronized void run() {
			this.closed = true;
			this.representations.forEach((representation) -> this.memory.release(this.tenant, representation));
			this.representations.clear();
			this.memory.shares.giveBack(this.tenant, this.bytes);
			this.bytes = 0;
		}

	}

}
