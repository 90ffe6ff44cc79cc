package io.feishuinterviews.security;

import org.springframework.security.core.AuthenticationException;

/**
 * The keys of the identity provider are unavailable.
 */
public final class IdentityProviderException extends AuthenticationException {

	IdentityProviderException(String message) {
		super(message);
	}

	IdentityProviderException(String message, Throwable cause) {
		super(message, cause);
	}

}
