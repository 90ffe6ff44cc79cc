package io.feishuinterviews.cache.redis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.feishuinterviews.interview.Talent;
import org.jspecify.annotations.Nullable;

/**
 * The evictions that Redis has not confirmed yet. Beyond a limit, all talents count as
 * evicted.
 */
class PendingEvictions {

	private static final int MAX_SIZE = 10_000;

	private final Map<Talent, Eviction> talents = new LinkedHashMap<>();

	private boolean all;

	/**
	 * Add an eviction.
	 * @param talent the talent
	 * @param denial what to store instead, {@code null} for nothing
	 * @return the eviction
	 */
	synchronized Eviction add(Talent talent, byte @Nullable [] denial) {
		Eviction eviction = new Eviction(talent, denial);
		if (this.talents.size() < MAX_SIZE || this.talents.containsKey(talent)) {
			this.talents.put(talent, eviction);
		}
		else {
			this.talents.clear();
			this.all = true;
		}
		return eviction;
	}

	synchronized void addAll() {
		this.all = true;
	}

	synchronized void confirm(Eviction eviction) {
		this.talents.remove(eviction.talent(), eviction);
	}

	synchronized void confirmAll() {
		this.all = false;
	}

	synchronized boolean contains(Talent talent) {
		return this.all || this.talents.containsKey(talent);
	}

	synchronized boolean isAll() {
		return this.all;
	}

	synchronized int size() {
		return this.talents.size() + (this.all ? 1 : 0);
	}

	/**
	 * Return the oldest evictions.
	 */
	synchronized List<Eviction> first(int count) {
		return this.talents.values().stream().limit(count).toList();
	}

	/**
	 * An eviction, each different from all others.
	 */
	static final class Eviction {

		private final Talent talent;

		private final byte @Nullable [] denial;

		Eviction(Talent talent, byte @Nullable [] denial) {
			this.talent = talent;
			this.denial = denial;
		}

		Talent talent() {
			return this.talent;
		}

		byte @Nullable [] denial() {
			return this.denial;
		}

	}

}
