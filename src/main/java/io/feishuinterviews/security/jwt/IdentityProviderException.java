package io.feishuinterviews.security.jwt;

import org.springframework.security.core.AuthenticationException;

/**
 * The keys of the identity provider are unavailable.
 */
public final class IdentityProviderException extends AuthenticationException {

	public IdentityProviderException(String message) {
		super(message);
	}

	public IdentityProviderException(String message, Throwable cause) {
		super(message, cause);
	}

}
