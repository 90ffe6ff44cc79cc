package io.feishuinterviews.security.key;

import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/**
 * A request has a key that must not be used.
 */
public final class RejectedKeyException extends InvalidBearerTokenException {

	private final transient RejectedKey key;

	RejectedKeyException(RejectedKey key) {
		super("unknown API key");
		this.key = key;
	}

	public RejectedKey key() {
		return this.key;
	}

}
