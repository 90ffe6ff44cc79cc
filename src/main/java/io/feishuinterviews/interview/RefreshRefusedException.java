package io.feishuinterviews.interview;

/**
 * A background refresh was refused since clients need Feishu's limits themselves. Says
 * nothing of Feishu, and is never the answer to a call that a client waits for.
 */
public final class RefreshRefusedException extends RuntimeException {

	public RefreshRefusedException() {
		super("no permit for a background refresh", null, false, false);
	}

}
