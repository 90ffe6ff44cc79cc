package io.feishuinterviews.interview;

/**
 * A background refresh was rejected because clients use the upstream budget. It does not
 * count against Feishu, and a waiting client never receives it.
 */
public final class RefreshRefusedException extends RuntimeException {

	public RefreshRefusedException() {
		super("no permit for a background refresh", null, false, false);
	}

}
