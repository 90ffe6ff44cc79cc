package io.feishuinterviews.cache.change;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;

/**
 * Which cached talents have an application. A talent that is no longer cached is removed
 * by a later sweep, so the index holds at most about three times what the cache does.
 */
final class ApplicationIndex {

	private static final int MIN_SWEEP_SIZE = 1000;

	/**
	 * For each talent, whether it was absent from the cache at the last sweep. A talent
	 * must be absent twice: one that was only just loaded is not stored yet. Changed
	 * within {@code compute} only.
	 */
	private final Map<Application, Map<Talent, Boolean>> talents = new ConcurrentHashMap<>();

	private final AtomicInteger size = new AtomicInteger();

	private final Predicate<Talent> cached;

	private final Lock sweeping = new ReentrantLock();

	private volatile int sweepSize = MIN_SWEEP_SIZE;

	/**
	 * Create an empty index.
	 * @param cached whether a talent is cached or being loaded
	 */
	ApplicationIndex(Predicate<Talent> cached) {
		this.cached = cached;
	}

	void add(Application application, Talent talent) {
		this.talents.compute(application, (key, old) -> {
			Map<Talent, Boolean> known = (old != null) ? old : new HashMap<>(2);
			if (known.put(talent, false) == null) {
				this.size.incrementAndGet();
			}
			return known;
		});
		if (this.size.get() > this.sweepSize) {
			sweep();
		}
	}

	/**
	 * Return the talents that have an application, as far as this instance knows.
	 * @param application the application
	 * @return the talents, of which some may not be cached any more
	 */
	Set<Talent> talentsOf(Application application) {
		Set<Talent> found = new HashSet<>();
		this.talents.computeIfPresent(application, (key, known) -> {
			found.addAll(known.keySet());
			return known;
		});
		return found;
	}

	/**
	 * Remove the applications of a tenant.
	 * @param tenant the tenant
	 */
	@SuppressWarnings("NullAway") // null removes the application
	void forget(Tenant tenant) {
		this.talents.keySet()
			.stream()
			.filter((application) -> application.tenant().equals(tenant))
			.forEach((application) -> this.talents.computeIfPresent(application, (key, known) -> {
				this.size.addAndGet(-known.size());
				return null;
			}));
	}

	private void sweep() {
		// no load waits for the sweep of another one
		if (!this.sweeping.tryLock()) {
			return;
		}
		try {
			if (this.size.get() > this.sweepSize) {
				AtomicInteger present = new AtomicInteger();
				this.talents.keySet()
					.forEach((application) -> this.talents.computeIfPresent(application,
							(key, known) -> sweep(known, present)));
				this.sweepSize = this.size.get() + Math.max(MIN_SWEEP_SIZE, present.get());
			}
		}
		finally {
			this.sweeping.unlock();
		}
	}

	@SuppressWarnings("NullAway") // null removes the application
	private Map<Talent, Boolean> sweep(Map<Talent, Boolean> known, AtomicInteger present) {
		int before = known.size();
		known.entrySet().removeIf((entry) -> {
			boolean absent = !this.cached.test(entry.getKey());
			if (!absent) {
				present.incrementAndGet();
			}
			return entry.setValue(absent) && absent;
		});
		this.size.addAndGet(known.size() - before);
		return known.isEmpty() ? null : known;
	}

	int size() {
		return this.size.get();
	}

}
