package io.feishuinterviews.cache.change;

import java.util.function.Function;

import io.feishuinterviews.cache.shared.Change.Kind;

/**
 * The marks of each kind of change.
 *
 * @param <K> what the marks are about
 */
final class MarksByKind<K> {

	private final Marks<K> deleted;

	private final Marks<K> expired;

	MarksByKind(Function<Kind, Marks<K>> create) {
		this.deleted = create.apply(Kind.DELETED);
		this.expired = create.apply(Kind.EXPIRED);
	}

	Marks<K> of(Kind kind) {
		return switch (kind) {
			case DELETED -> this.deleted;
			case EXPIRED -> this.expired;
		};
	}

	int size() {
		return this.deleted.size() + this.expired.size();
	}

}
