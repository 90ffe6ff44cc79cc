package io.feishuinterviews.cache.change;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.feishuinterviews.interview.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * The last change of each talent or application. A change is kept while it can have an
 * effect and its talent is cached, and for a while in any case, since a load may be under
 * way. All others are removed when their number has doubled.
 *
 * @param <K> what has changed: talents or applications
 */
final class ChangeTimes<K> {

	private static final int MIN_SWEEP_SIZE = 1000;

	/**
	 * If there are more changes, those of talents that are not cached are removed early,
	 * from the tenants with the most of them. The next sweep comes at twice as many,
	 * which are about 15 MB.
	 */
	private static final int MAX_SIZE = 50_000;

	private final Map<K, ChangeTime> changes = new ConcurrentHashMap<>();

	private final Predicate<ChangeTime> recent;

	private final Predicate<ChangeTime> useful;

	private final Predicate<K> cached;

	private final Function<K, Tenant> tenant;

	private volatile int sweepSize = MIN_SWEEP_SIZE;

	/**
	 * Create a registry without changes.
	 * @param recent whether a change is kept in any case
	 * @param useful whether a change may still have an effect
	 * @param cached whether the talent of a change is cached
	 * @param tenant the tenant of a talent or an application
	 */
	ChangeTimes(Predicate<ChangeTime> recent, Predicate<ChangeTime> useful, Predicate<K> cached,
			Function<K, Tenant> tenant) {
		this.recent = recent;
		this.useful = useful;
		this.cached = cached;
		this.tenant = tenant;
	}

	@Nullable ChangeTime get(K key) {
		return this.changes.get(key);
	}

	/**
	 * Store a change, unless there is a later one.
	 * @param key what has changed
	 * @param change the change
	 * @param now the current time; a later change has the time of another clock
	 * @return whether the change was not known
	 */
	boolean put(K key, ChangeTime change, Instant now) {
		ChangeTime before = this.changes.get(key);
		ChangeTime set = this.changes.compute(key, (same,
				old) -> (old != null && old.time().isAfter(change.time()) && !old.time().isAfter(now)) ? old : change);
		if (this.changes.size() > this.sweepSize) {
			sweep();
		}
		return change.equals(set) && !change.equals(before);
	}

	/**
	 * Remove changes, except recent ones.
	 * @param about whether the change of a talent or an application is removed
	 */
	void forget(Predicate<K> about) {
		this.changes.entrySet().removeIf((entry) -> !this.recent.test(entry.getValue()) && about.test(entry.getKey()));
	}

	private synchronized void sweep() {
		if (this.changes.size() > this.sweepSize) {
			this.changes.entrySet().removeIf((entry) -> !this.recent.test(entry.getValue()) && isUseless(entry));
			if (this.changes.size() > MAX_SIZE) {
				forgetMost();
			}
			this.sweepSize = Math.max(MIN_SWEEP_SIZE, 2 * this.changes.size());
		}
	}

	private boolean isUseless(Map.Entry<K, ChangeTime> entry) {
		return !(this.useful.test(entry.getValue()) && this.cached.test(entry.getKey()));
	}

	private void forgetMost() {
		Map<Tenant, List<K>> useless = this.changes.entrySet()
			.stream()
			.filter(this::isUseless)
			.map(Map.Entry::getKey)
			.collect(Collectors.groupingBy(this.tenant));
		useless.values()
			.stream()
			.sorted(Comparator.comparingInt((List<K> keys) -> keys.size()).reversed())
			.takeWhile((keys) -> this.changes.size() > MAX_SIZE)
			.forEach((keys) -> keys.forEach(this.changes::remove));
	}

	int size() {
		return this.changes.size();
	}

	/**
	 * A change.
	 *
	 * @param time when this service received the event
	 * @param sequence its place in the order of loads and tombstones
	 */
	record ChangeTime(Instant time, long sequence) {

	}

}
