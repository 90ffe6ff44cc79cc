package io.feishuinterviews.cache;

import java.util.Map;
import java.util.function.Function;

import io.feishuinterviews.interview.InterviewSnapshot;

/**
 * A snapshot in the cache, and what has been made of it.
 */
public final class Kept {

	private final InterviewSnapshot snapshot;

	private final Map<Object, Derived> derived;

	private final Runnable weighAgain;

	Kept(InterviewSnapshot snapshot, Map<Object, Derived> derived, Runnable weighAgain) {
		this.snapshot = snapshot;
		this.derived = derived;
		this.weighAgain = weighAgain;
	}

	/**
	 * Return the snapshot.
	 * @return the snapshot
	 */
	public InterviewSnapshot snapshot() {
		return this.snapshot;
	}

	/**
	 * Return something made of the snapshot. It is made once, and counts towards the
	 * cache's size from then on.
	 * @param <T> what it is
	 * @param type the same
	 * @param variant which of that kind
	 * @param make how to make it
	 * @return the thing
	 */
	public <T extends Derived> T derive(Class<T> type, Object variant, Function<InterviewSnapshot, T> make) {
		Derived made = this.derived.get(variant);
		if (made == null) {
			made = this.derived.computeIfAbsent(variant, (key) -> make.apply(this.snapshot));
			this.weighAgain.run();
		}
		return type.cast(made);
	}

}
