package io.feishuinterviews.cache.change;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import io.feishuinterviews.cache.change.ChangeTimes.ChangeTime;
import io.feishuinterviews.cache.shared.Change;
import io.feishuinterviews.cache.shared.Change.Kind;

/**
 * The last changes, by their kind.
 *
 * @param <K> what has changed: talents or applications
 */
final class ChangeTimesByKind<K> {

	/**
	 * Changes of one talent or application within this time count as one: after the lag,
	 * Feishu is called in any case.
	 */
	private static final Duration COALESCED = Duration.ofSeconds(1);

	private final ChangeTimes<K> deleted;

	private final ChangeTimes<K> expired;

	ChangeTimesByKind(Function<Kind, ChangeTimes<K>> create) {
		this.deleted = create.apply(Kind.DELETED);
		this.expired = create.apply(Kind.EXPIRED);
	}

	ChangeTimes<K> of(Kind kind) {
		return switch (kind) {
			case DELETED -> this.deleted;
			case EXPIRED -> this.expired;
		};
	}

	/**
	 * Add a change.
	 * @param key what has changed
	 * @param change what happened
	 * @param sequence its place in the order of loads and tombstones
	 * @param now the current time
	 * @return whether the change is new; {@code false} if one of this kind is known from
	 * the last second
	 */
	boolean add(K key, Change change, long sequence, Instant now) {
		// another instance may have another clock
		Instant time = change.time().isAfter(now) ? now : change.time();
		ChangeTime known = of(change.kind()).get(key);
		if (known != null && Duration.between(known.time(), time).abs().compareTo(COALESCED) < 0) {
			return false;
		}
		of(change.kind()).put(key, new ChangeTime(time, sequence), now);
		return true;
	}

	/**
	 * Return the last change of each kind. Called for each hit; most talents have none.
	 * @param key what has changed
	 * @return the changes, a deletion first
	 */
	List<Change> changesOf(K key) {
		List<Change> changes = new ArrayList<>(0);
		for (Kind kind : Kind.values()) {
			ChangeTime change = of(kind).get(key);
			if (change != null) {
				changes.add(new Change(kind, change.time()));
			}
		}
		return changes;
	}

	int size() {
		return this.deleted.size() + this.expired.size();
	}

}
