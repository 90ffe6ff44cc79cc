package io.feishuinterviews.cache;

import io.feishuinterviews.cache.shared.Change;
import io.feishuinterviews.cache.shared.Change.Kind;
import io.feishuinterviews.cache.shared.EvictionListener;
import io.feishuinterviews.cache.shared.SharedEntries;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;

/**
 * Removes from the first level what another instance has evicted.
 */
final class FirstLevelEvictionListener implements EvictionListener {

	private final EntryStore store;

	private final UnstoredLoads unstored;

	private final SharedEntries shared;

	FirstLevelEvictionListener(EntryStore store, UnstoredLoads unstored, SharedEntries shared) {
		this.store = store;
		this.unstored = unstored;
		this.shared = shared;
	}

	@Override
	public void evicted(Talent talent) {
		this.store.purge(talent);
		this.unstored.forget(talent);
	}

	@Override
	public void changed(Talent talent, Change change) {
		add(talent, change);
	}

	/**
	 * Add a change, and prevent later requests from joining the calls under way.
	 * @param talent the talent
	 * @param change what happened
	 * @return whether the change was not known
	 */
	boolean add(Talent talent, Change change) {
		boolean news = this.store.validity().changes().add(talent, change);
		this.unstored.forget(talent);
		return news;
	}

	/**
	 * Apply a change of an application to the talents that only this instance has.
	 */
	@Override
	public void changed(Application application, Change change) {
		this.store.validity().changes().add(application, change, this.store.validity().tombstones().advance());
		this.store.validity()
			.changes()
			.talentsOf(application)
			.stream()
			.filter(this.store::contains)
			.forEach((talent) -> {
				boolean news = add(talent, change);
				if (change.kind() == Kind.DELETED) {
					this.shared.evict(talent).subscribe();
					evicted(talent);
				}
				if (news) {
					this.shared.announce(talent, change).subscribe();
				}
			});
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
