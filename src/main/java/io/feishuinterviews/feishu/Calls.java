package io.feishuinterviews.feishu;

/**
 * The calls that one request has led to.
 */
final class Calls {

	private final String voter;

	private final int most;

	private volatile int made;

	private volatile boolean queued;

	/**
	 * Create the calls of a request.
	 * @param voter on whose behalf the request votes in the circuit breaker
	 * @param most how many calls the request may make
	 */
	Calls(String voter, int most) {
		this.voter = voter;
		this.most = most;
	}

	String voter() {
		return this.voter;
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

	boolean anyMade() {
		return this.made > 0;
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
