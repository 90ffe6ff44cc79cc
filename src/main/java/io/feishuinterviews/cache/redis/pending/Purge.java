package io.feishuinterviews.cache.redis.pending;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import io.feishuinterviews.interview.Tenant;

/**
 * The eviction of all talents of a tenant, different from all others. Large tenants take
 * a while.
 */
public final class Purge {

	private final Tenant tenant;

	private final String id = UUID.randomUUID().toString();

	private final AtomicBoolean underWay = new AtomicBoolean();

	private volatile boolean announced;

	Purge(Tenant tenant) {
		this.tenant = tenant;
	}

	/**
	 * Return the tenant whose talents are evicted.
	 * @return the tenant
	 */
	public Tenant tenant() {
		return this.tenant;
	}

	/**
	 * Return the unique ID of this eviction.
	 * @return the ID
	 */
	public String id() {
		return this.id;
	}

	/**
	 * Begin to send this eviction.
	 * @return whether it is not being sent already
	 */
	boolean begin() {
		return this.underWay.compareAndSet(false, true);
	}

	/**
	 * End sending this eviction: it may be sent again.
	 */
	public void end() {
		this.underWay.set(false);
	}

	/**
	 * Return whether the eviction has been announced to the other instances.
	 * @return whether the journal has this eviction
	 */
	public boolean isAnnounced() {
		return this.announced;
	}

	/**
	 * Remember that the journal has this eviction.
	 */
	public void setAnnounced() {
		this.announced = true;
	}

}
