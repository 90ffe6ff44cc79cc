package io.feishuinterviews.cache;

import io.feishuinterviews.interview.UpstreamException.Kind;

/**
 * Whether Feishu denies the app access, which concerns all talents. An outage does not
 * change that.
 */
class FeishuAccess {

	private volatile boolean denied;

	void granted() {
		this.denied = false;
	}

	void failed(Kind failure) {
		if (failure == Kind.FEISHU_ACCESS) {
			this.denied = true;
		}
		else if (failure.isNegativeAnswer()) {
			this.denied = false;
		}
	}

	boolean isDenied() {
		return this.denied;
	}

}
