package io.feishuinterviews.scaling;

import java.util.ArrayList;
import java.util.List;

/**
 * What is counted in a simulation, once it counts.
 */
final class Tally {

	private boolean counting;

	private long requests;

	private long hits;

	private long shared;

	private long old;

	private long outdated;

	private long failed;

	/**
	 * When Feishu was called, in milliseconds.
	 */
	private final List<Long> calls = new ArrayList<>();

	void start() {
		this.counting = true;
		this.calls.clear();
	}

	/**
	 * Count a response.
	 * @param hit whether it did not wait for Feishu
	 * @param old whether it is older than fresh
	 * @param outdated whether Feishu's answer would be another one
	 */
	void answer(boolean hit, boolean old, boolean outdated) {
		if (this.counting) {
			this.requests++;
			this.hits += hit ? 1 : 0;
			this.old += old ? 1 : 0;
			this.outdated += outdated ? 1 : 0;
		}
	}

	/**
	 * Count an entry that another instance has fetched.
	 */
	void shared() {
		this.shared += this.counting ? 1 : 0;
	}

	void failure() {
		if (this.counting) {
			this.requests++;
			this.failed++;
		}
	}

	void call(long millis) {
		this.calls.add(millis);
	}

	long requests() {
		return this.requests;
	}

	double hitRatio() {
		return ratio(this.hits);
	}

	double sharedRatio() {
		return ratio(this.shared);
	}

	double oldRatio() {
		return ratio(this.old);
	}

	double outdatedRatio() {
		return ratio(this.outdated);
	}

	double failedRatio() {
		return ratio(this.failed);
	}

	int calls() {
		return this.calls.size();
	}

	/**
	 * Return how many calls there were at most in a period of this length.
	 */
	int maxCalls(long millis) {
		int max = 0;
		int first = 0;
		for (int last = 0; last < this.calls.size(); last++) {
			while (this.calls.get(last) - this.calls.get(first) >= millis) {
				first++;
			}
			max = Math.max(max, last - first + 1);
		}
		return max;
	}

	private double ratio(long count) {
		return (this.requests > 0) ? (double) count / this.requests : 0;
	}

}
