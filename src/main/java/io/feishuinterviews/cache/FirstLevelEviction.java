package io.feishuinterviews.cache;

import io.feishuinterviews.cache.shared.EvictionListener;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;

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
	public void evicted(Talent talent) {
		this.store.purge(talent);
		this.unstored.forget(talent);
	}

	@Override
	public void evicted(Tenant tenant) {
		this.store.purge(tenant);
		this.unstored.forget(tenant);
	}

	@Override
	public void allEvicted() {
		this.store.purgeAll();
		this.unstored.forgetAll();
	}

}
