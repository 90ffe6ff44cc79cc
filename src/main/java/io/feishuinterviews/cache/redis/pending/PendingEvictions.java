package io.feishuinterviews.cache.redis.pending;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * The evictions that Redis has not confirmed yet. If there are too many, all talents of
 * the tenant that has the most count as evicted; if there are too many tenants of which
 * all talents do, all talents of all tenants.
 */
public final class PendingEvictions {

	private static final int MAX_TENANTS = 10_000;

	private final Backlog<Talent, Eviction> talents = new Backlog<>();

	private final Map<Tenant, Purge> tenants = new LinkedHashMap<>();

	private boolean all;

	/**
	 * Add the eviction of a talent.
	 * @param talent the talent
	 * @return the eviction
	 */
	public synchronized Eviction add(Talent talent) {
		Eviction eviction = new Eviction(talent);
		Tenant crowding = this.talents.put(talent.tenant(), talent, eviction);
		if (crowding != null) {
			this.talents.removeAll(crowding);
			add(crowding);
		}
		return eviction;
	}

	/**
	 * Add the eviction of all talents of a tenant.
	 * @param tenant the tenant
	 * @return the eviction, {@code null} if all talents of all tenants count as evicted
	 */
	public synchronized @Nullable Purge add(Tenant tenant) {
		if (tenant.isOwn() || (this.tenants.size() >= MAX_TENANTS && !this.tenants.containsKey(tenant))) {
			this.tenants.clear();
			this.all = true;
			return null;
		}
		Purge purge = new Purge(tenant);
		this.tenants.put(tenant, purge);
		return purge;
	}

	/**
	 * Add the eviction of all talents of all tenants.
	 */
	public synchronized void addAll() {
		this.all = true;
	}

	/**
	 * Remove an eviction that has reached Redis.
	 * @param eviction the eviction
	 */
	public synchronized void confirm(Eviction eviction) {
		this.talents.remove(eviction.talent().tenant(), eviction.talent(), eviction);
	}

	/**
	 * Begin to send the eviction of a tenant's talents.
	 * @param purge the eviction
	 * @return whether to send it: not if it is being sent, or if another one has replaced
	 * it
	 */
	public synchronized boolean begin(Purge purge) {
		return this.tenants.get(purge.tenant()) == purge && purge.begin();
	}

	/**
	 * Remove the eviction of a tenant's talents that has reached Redis.
	 * @param purge the eviction
	 */
	public synchronized void confirm(Purge purge) {
		this.tenants.remove(purge.tenant(), purge);
	}

	/**
	 * Remove the eviction of all talents of all tenants, which has reached Redis.
	 */
	public synchronized void confirmAll() {
		this.all = false;
	}

	/**
	 * Return whether a talent counts as evicted.
	 * @param talent the talent
	 * @return whether Redis may have an entry of it that must not be used
	 */
	public synchronized boolean contains(Talent talent) {
		return this.all || this.tenants.containsKey(talent.tenant()) || this.talents.contains(talent.tenant(), talent);
	}

	/**
	 * Return whether all talents of all tenants count as evicted.
	 * @return whether they do
	 */
	public synchronized boolean isAll() {
		return this.all;
	}

	/**
	 * Return how many evictions have not reached Redis.
	 * @return the number; all talents of a tenant count as one, and those of all tenants
	 */
	public synchronized int size() {
		return this.talents.size() + this.tenants.size() + (this.all ? 1 : 0);
	}

	/**
	 * Return the oldest evictions of talents, about as many of each tenant.
	 * @param count the most evictions
	 * @return the evictions
	 */
	public synchronized List<Eviction> first(int count) {
		return this.talents.first(count);
	}

	/**
	 * Return the tenants of which all talents count as evicted.
	 * @return their evictions
	 */
	public synchronized List<Purge> purges() {
		return List.copyOf(this.tenants.values());
	}

	/**
	 * The eviction of a talent, different from all others.
	 */
	public static final class Eviction {

		private final Talent talent;

		private final AtomicBoolean underWay = new AtomicBoolean();

		Eviction(Talent talent) {
			this.talent = talent;
		}

		/**
		 * Return what is evicted.
		 * @return the talent
		 */
		public Talent talent() {
			return this.talent;
		}

		/**
		 * Begin to send this eviction.
		 * @return whether it is not being sent already
		 */
		public boolean begin() {
			return this.underWay.compareAndSet(false, true);
		}

		/**
		 * End sending this eviction: it may be sent again.
		 */
		public void end() {
			this.underWay.set(false);
		}

	}

}
