package io.feishuinterviews.feishu;

/**
 * The calls that one request has led to.
 */
final class Calls {

	private final int most;

	private volatile int made;

	private volatile boolean queued;

	Calls(int most) {
		this.most = most;
	}

	/**
	 * Note that a call waits for its turn.
	 */
	void queued() {
		this.queued = true;
	}

	/**
	 * Note that a call is made. They are made one after the other.
	 */
	@SuppressWarnings("NonAtomicVolatileUpdate")
	void made() {
		this.made++;
	}

	boolean mayMakeAnother() {
		return this.made < this.most;
	}

	/**
	 * Return whether the request has waited for its turn, and no more.
	 * @return whether Feishu has not been asked
	 */
	boolean onlyQueued() {
		return this.queued && this.made == 0;
	}

}
