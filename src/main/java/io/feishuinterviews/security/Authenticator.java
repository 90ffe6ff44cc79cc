package io.feishuinterviews.security;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/**
 * Finds out whose a bearer token is: an API key's holder, or whom the identity provider
 * vouches for.
 */
class Authenticator implements AuthenticationManager {

	private final ApiKeys keys;

	private final @Nullable JwtAuthenticationProvider tokens;

	Authenticator(ApiKeys keys, @Nullable JwtDecoder decoder) {
		this.keys = keys;
		this.tokens = (decoder != null) ? new JwtAuthenticationProvider(decoder) : null;
		if (this.tokens != null) {
			this.tokens.setJwtAuthenticationConverter(new TokenCaller());
		}
	}

	@Override
	public @Nullable Authentication authenticate(Authentication credentials) {
		Caller caller = this.keys.callerWith(((BearerTokenAuthenticationToken) credentials).getToken());
		if (caller != null) {
			return caller;
		}
		if (this.tokens == null) {
			throw new InvalidBearerTokenException("nobody's key");
		}
		try {
			return this.tokens.authenticate(credentials);
		}
		catch (AuthenticationServiceException ex) {
			throw new IdentityProviderException(ex);
		}
	}

}
