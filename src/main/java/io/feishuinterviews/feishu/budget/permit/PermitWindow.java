package io.feishuinterviews.feishu.budget.permit;

import java.time.Duration;
import java.util.Arrays;

import io.github.resilience4j.ratelimiter.RateLimiterConfig;

/**
 * A sliding window: so many permits in any period. Times are in nanoseconds and may
 * overflow, as those of {@link System#nanoTime()}. Not thread-safe.
 */
final class PermitWindow {

	private final String name;

	private final RateLimiterConfig config;

	private final int limit;

	private final long period;

	private int free;

	/**
	 * When the permits of calls that have arrived are free again, soonest first: a ring
	 * buffer.
	 */
	private long[] releases = new long[16];

	private int first;

	private int size;

	private PermitWindow(String name, RateLimiterConfig config, int limit) {
		this.name = name;
		this.config = config;
		this.limit = limit;
		this.period = config.getLimitRefreshPeriod().toNanos();
		this.free = limit;
	}

	static PermitWindow of(String name, RateLimiterConfig config) {
		return new PermitWindow(name, config, config.getLimitForPeriod());
	}

	/**
	 * Return a window of the same period with half as many permits, but one at least.
	 * @return the window
	 */
	PermitWindow half() {
		return new PermitWindow(this.name, this.config, Math.max(1, this.limit / 2));
	}

	/**
	 * Return a window with the same limit, of which nothing is used.
	 * @return the window
	 */
	PermitWindow unused() {
		return new PermitWindow(this.name, this.config, this.limit);
	}

	String name() {
		return this.name;
	}

	RateLimiterConfig config() {
		return this.config;
	}

	/**
	 * Return how many permits one call stands for. With more instances than permits, each
	 * has one permit nevertheless.
	 * @param instances the number of instances that have the permits
	 * @return the number of permits
	 */
	int weight(int instances) {
		return Math.min(instances, this.limit);
	}

	/**
	 * Return how many permits there are in a time.
	 * @param time the time
	 * @return the number of permits, rounded down
	 */
	int permitsIn(Duration time) {
		return (int) Math.min(this.limit, this.limit * time.toNanos() / this.period);
	}

	/**
	 * Return a tenth of the permits, rounded down.
	 * @return the number of permits
	 */
	int tenth() {
		return this.limit / 10;
	}

	/**
	 * Return the time until a permit is free: at least this, since calls on their way
	 * have yet to arrive.
	 * @param ahead the number of permits that others take before
	 * @param now the time
	 * @return the time, 0 if there is a permit now
	 */
	long waitFor(int ahead, long now) {
		release(now);
		int missing = ahead - this.free;
		if (missing < 0) {
			return 0;
		}
		// all other permits are on their way or taken now, so free one period from now
		int index = missing % this.limit;
		long wait = (index < this.size) ? at(index) - now : this.period;
		return wait + this.period * (missing / this.limit);
	}

	int limit() {
		return this.limit;
	}

	/**
	 * Return how many permits are not free.
	 * @param now the time
	 * @return the number of permits
	 */
	int used(long now) {
		release(now);
		return this.limit - this.free;
	}

	void take(int permits) {
		this.free -= permits;
	}

	void cancel(int permits) {
		this.free += permits;
	}

	/**
	 * Take the permits of calls that were made before, unless they are free again.
	 * @param age the age of the calls
	 * @param permits the number of permits
	 * @param now the time
	 */
	void recordUsed(Duration age, int permits, long now) {
		if (permits > 0 && age.toNanos() < this.period) {
			take(permits);
			releaseLater(permits, now - age.toNanos());
		}
	}

	/**
	 * Have permits free again one period from now.
	 * @param permits the number of permits
	 * @param now the time
	 */
	void releaseLater(int permits, long now) {
		for (int i = 0; i < permits; i++) {
			releaseLater(now);
		}
	}

	private void releaseLater(long now) {
		if (this.size == this.releases.length) {
			long[] larger = Arrays.copyOf(this.releases, 2 * this.size);
			for (int i = 0; i < this.size; i++) {
				larger[i] = at(i);
			}
			this.releases = larger;
			this.first = 0;
		}
		this.releases[(this.first + this.size) % this.releases.length] = now + this.period;
		this.size++;
	}

	private void release(long now) {
		while (this.size > 0 && at(0) - now <= 0) {
			this.first = (this.first + 1) % this.releases.length;
			this.size--;
			this.free++;
		}
	}

	private long at(int index) {
		return this.releases[(this.first + index) % this.releases.length];
	}

}
