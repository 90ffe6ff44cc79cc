package io.feishuinterviews.security;

import org.springframework.security.core.AuthenticationException;

/**
 * The identity provider's keys, with which its tokens are checked, cannot be had.
 */
public final class IdentityProviderException extends AuthenticationException {

	IdentityProviderException(String message) {
		super(message);
	}

	IdentityProviderException(String message, Throwable cause) {
		super(message, cause);
	}

}
