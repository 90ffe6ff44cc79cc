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
 * The last change of each talent or application. A mark stays while it matters and what
 * it is about is cached, and for a while in any case, since a load may be under way. All
 * others are removed when their number has doubled.
 *
 * @param <K> what the marks are about
 */
final class Marks<K> {

	private static final int MIN_SWEEP_SIZE = 1000;

	/**
	 * If there are more marks, those of what is not cached are forgotten early: of the
	 * tenants that have the most. The next sweep comes at twice as many, which are about
	 * 15 MB.
	 */
	private static final int MAX_SIZE = 50_000;

	private final Map<K, Mark> marks = new ConcurrentHashMap<>();

	private final Predicate<Mark> recent;

	private final Predicate<Mark> useful;

	private final Predicate<K> cached;

	private final Function<K, Tenant> tenant;

	private volatile int sweepSize = MIN_SWEEP_SIZE;

	/**
	 * Create a registry without marks.
	 * @param recent whether a mark stays in any case
	 * @param useful whether a mark may still have an effect
	 * @param cached whether what a mark is about is cached
	 * @param tenant the tenant of what a mark is about
	 */
	Marks(Predicate<Mark> recent, Predicate<Mark> useful, Predicate<K> cached, Function<K, Tenant> tenant) {
		this.recent = recent;
		this.useful = useful;
		this.cached = cached;
		this.tenant = tenant;
	}

	@Nullable Mark get(K key) {
		return this.marks.get(key);
	}

	/**
	 * Set a mark, unless there is a later one.
	 * @param key what it is about
	 * @param mark the mark
	 * @param now the current time; a mark from later was set by another clock
	 * @return whether the mark was not known
	 */
	boolean put(K key, Mark mark, Instant now) {
		Mark before = this.marks.get(key);
		Mark set = this.marks.compute(key, (same,
				old) -> (old != null && old.time().isAfter(mark.time()) && !old.time().isAfter(now)) ? old : mark);
		if (this.marks.size() > this.sweepSize) {
			sweep();
		}
		return mark.equals(set) && !mark.equals(before);
	}

	/**
	 * Remove marks, except recent ones.
	 * @param about whether a mark about this is removed
	 */
	void forget(Predicate<K> about) {
		this.marks.entrySet().removeIf((entry) -> !this.recent.test(entry.getValue()) && about.test(entry.getKey()));
	}

	private synchronized void sweep() {
		if (this.marks.size() > this.sweepSize) {
			this.marks.entrySet().removeIf((entry) -> !this.recent.test(entry.getValue()) && isUseless(entry));
			if (this.marks.size() > MAX_SIZE) {
				forgetMost();
			}
			this.sweepSize = Math.max(MIN_SWEEP_SIZE, 2 * this.marks.size());
		}
	}

	private boolean isUseless(Map.Entry<K, Mark> entry) {
		return !(this.useful.test(entry.getValue()) && this.cached.test(entry.getKey()));
	}

	private void forgetMost() {
		Map<Tenant, List<K>> useless = this.marks.entrySet()
			.stream()
			.filter(this::isUseless)
			.map(Map.Entry::getKey)
			.collect(Collectors.groupingBy(this.tenant));
		useless.values()
			.stream()
			.sorted(Comparator.comparingInt((List<K> keys) -> keys.size()).reversed())
			.takeWhile((keys) -> this.marks.size() > MAX_SIZE)
			.forEach((keys) -> keys.forEach(this.marks::remove));
	}

	int size() {
		return this.marks.size();
	}

	/**
	 * A change.
	 *
	 * @param time when this service was told of it
	 * @param sequence its place in the order of loads and tombstones
	 */
	record Mark(Instant time, long sequence) {

	}

}
