package io.feishuinterviews.cache.redis.change;

import io.feishuinterviews.cache.shared.Change;
import io.feishuinterviews.cache.shared.EvictionListener;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;

/**
 * A change of a talent or of an application, which all instances must apply.
 */
public sealed interface Announcement {

	/**
	 * Return what happened.
	 * @return the change
	 */
	Change change();

	/**
	 * Return the tenant whose data has changed.
	 * @return the tenant of the talent or of the application
	 */
	Tenant tenant();

	/**
	 * Return a unique key of the talent or the application, and the kind of the change.
	 * @return a key
	 */
	String key();

	/**
	 * Apply the change to the first level of the cache.
	 * @param listener the first level
	 */
	void applyTo(EvictionListener listener);

	/**
	 * A change of a talent.
	 *
	 * @param talent the talent
	 * @param change what happened
	 */
	record TalentChange(Talent talent, Change change) implements Announcement {

		@Override
		public Tenant tenant() {
			return this.talent.tenant();
		}

		@Override
		public String key() {
			return "talent " + this.change.kind() + " " + this.talent.key();
		}

		@Override
		public void applyTo(EvictionListener listener) {
			listener.changed(this.talent, this.change);
		}

	}

	/**
	 * A change of an application.
	 *
	 * @param application the application
	 * @param change what happened
	 */
	record ApplicationChange(Application application, Change change) implements Announcement {

		@Override
		public Tenant tenant() {
			return this.application.tenant();
		}

		@Override
		public String key() {
			return "application " + this.change.kind() + " " + this.application.key();
		}

		@Override
		public void applyTo(EvictionListener listener) {
			listener.changed(this.application, this.change);
		}

	}

}
