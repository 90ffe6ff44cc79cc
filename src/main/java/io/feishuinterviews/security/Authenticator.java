package io.feishuinterviews.security;

import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;

/**
 * Finds out whose a bearer token is: an API key's holder, or whom the identity provider
 * vouches for.
 */
class Authenticator implements AuthenticationManager {

	private static final Pattern JWT = Pattern.compile("[^.]+\\.[^.]+\\.[^.]*");

	private final ApiKeys keys;

	private final @Nullable JwtAuthenticationProvider tokens;

	/**
	 * How many tokens may be checked at once: the identity provider may have to be asked
	 * for its keys, and is not to keep all who ask of us waiting.
	 */
	private final Semaphore checks = new Semaphore(50);

	Authenticator(ApiKeys keys, @Nullable JwtDecoder decoder) {
		this.keys = keys;
		this.tokens = (decoder != null) ? new JwtAuthenticationProvider(decoder) : null;
		if (this.tokens != null) {
			this.tokens.setJwtAuthenticationConverter(new TokenCaller());
		}
	}

	@Override
	public Authentication authenticate(Authentication credentials) {
		String token = ((BearerTokenAuthenticationToken) credentials).getToken();
		Caller caller = this.keys.callerWith(token);
		if (caller != null) {
			return caller;
		}
		if (this.tokens == null || !JWT.matcher(token).matches()) {
			throw new InvalidBearerTokenException("nobody's key");
		}
		if (!this.checks.tryAcquire()) {
			throw new IdentityProviderException("too many tokens are being checked");
		}
		try {
			return Objects.requireNonNull(this.tokens.authenticate(credentials));
		}
		catch (AuthenticationServiceException | JwtDecoderInitializationException ex) {
			throw new IdentityProviderException(String.valueOf(NestedExceptionUtils.getMostSpecificCause(ex)), ex);
		}
		finally {
			this.checks.release();
		}
	}

}
