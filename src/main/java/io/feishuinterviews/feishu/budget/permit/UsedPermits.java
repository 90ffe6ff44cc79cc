package io.feishuinterviews.feishu.budget.permit;

/**
 * Permits that are used, by window.
 *
 * @param second those of the second
 * @param minute those of the minute
 * @param backgroundSecond those of the second for background refreshes
 * @param backgroundMinute those of the minute for background refreshes
 */
public record UsedPermits(int second, int minute, int backgroundSecond, int backgroundMinute) {

	/**
	 * No permits.
	 */
	public static final UsedPermits NONE = new UsedPermits(0, 0, 0, 0);

	/**
	 * Return those of these that some calls can have used.
	 * @param calls the number of calls
	 * @param background the background refreshes among them
	 * @return the permits
	 */
	public UsedPermits atMost(int calls, int background) {
		return new UsedPermits(Math.min(this.second, calls), Math.min(this.minute, calls),
				Math.min(this.backgroundSecond, background), Math.min(this.backgroundMinute, background));
	}

}
