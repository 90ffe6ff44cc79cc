package io.feishuinterviews.security;

import org.springframework.security.core.AuthenticationException;

/**
 * The identity provider's keys, with which its tokens are checked, cannot be had.
 */
@SuppressWarnings("serial") // is never serialized
public final class IdentityProviderException extends AuthenticationException {

	IdentityProviderException(Throwable cause) {
		super("The identity provider cannot be asked for its keys for the moment.", cause);
	}

}
