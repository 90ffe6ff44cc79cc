package io.feishuinterviews.cache;

import io.feishuinterviews.cache.shared.EvictionListener;

/**
 * Removes from the first level what another instance has evicted.
 */
final class FirstLevelEviction implements EvictionListener {

	private final EntryStore store;

	private final UnstoredLoads unstored;

	FirstLevelEviction(EntryStore store, UnstoredLoads unstored) {
		this.store = store;
		this.unstored = unstored;
	}

	@Override
	public void evicted(String talentId) {
		this.store.purge(talentId);
		this.unstored.forget(talentId);
	}

	@Override
	public void allEvicted() {
		this.store.purgeAll();
		this.unstored.forgetAll();
	}

}
