package io.feishuinterviews.security;

import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;

import io.feishuinterviews.security.caller.CallerAuthentication;
import io.feishuinterviews.security.caller.CallerTenants;
import io.feishuinterviews.security.jwt.IdentityProviderException;
import io.feishuinterviews.security.jwt.JwkSetCache;
import io.feishuinterviews.security.jwt.JwtCallerConverter;
import io.feishuinterviews.security.key.ApiKeys;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Authenticates a bearer token: an API key or a JWT.
 */
class BearerTokenAuthenticationManager implements AuthenticationManager {

	private static final Log log = LogFactory.getLog(BearerTokenAuthenticationManager.class);

	private static final Pattern JWT = Pattern.compile("[^.]+\\.[^.]+\\.[^.]*");

	private final ApiKeys keys;

	private final @Nullable JwtAuthenticationProvider tokens;

	private final JwkSetCache jwkSet;

	/**
	 * How many tokens may wait for a call to the identity provider. Unauthenticated
	 * clients can send any number of key IDs, and each token that waits holds a thread.
	 */
	private final Semaphore waiting = new Semaphore(10);

	BearerTokenAuthenticationManager(ApiKeys keys, @Nullable JwtDecoder decoder, JwkSetCache jwkSet,
			CallerTenants tenants) {
		this.keys = keys;
		this.jwkSet = jwkSet;
		this.tokens = (decoder != null) ? new JwtAuthenticationProvider(decoder) : null;
		if (this.tokens != null) {
			this.tokens.setJwtAuthenticationConverter(new JwtCallerConverter(tenants));
		}
	}

	@Override
	public Authentication authenticate(Authentication credentials) {
		String token = ((BearerTokenAuthenticationToken) credentials).getToken();
		CallerAuthentication caller = this.keys.findByKey(token, address(credentials));
		if (caller != null) {
			return caller;
		}
		if (this.tokens == null || !JWT.matcher(token).matches()) {
			throw new InvalidBearerTokenException("unknown API key");
		}
		if (this.jwkSet.verifiesWithoutCall(token)) {
			return verify(this.tokens, credentials);
		}
		if (!this.waiting.tryAcquire()) {
			throw new IdentityProviderException("too many JWTs wait for the keys of the identity provider");
		}
		try {
			return verify(this.tokens, credentials);
		}
		finally {
			this.waiting.release();
		}
	}

	private static String address(Authentication credentials) {
		return (credentials.getDetails() instanceof WebAuthenticationDetails details)
				? Objects.requireNonNullElse(details.getRemoteAddress(), "") : "";
	}

	private static Authentication verify(JwtAuthenticationProvider tokens, Authentication credentials) {
		try {
			return Objects.requireNonNull(tokens.authenticate(credentials));
		}
		catch (AuthenticationServiceException | JwtDecoderInitializationException ex) {
			throw new IdentityProviderException(String.valueOf(NestedExceptionUtils.getMostSpecificCause(ex)), ex);
		}
		catch (AuthenticationException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			// a claim of a type that no library expects
			log.debug("A JWT cannot be parsed", ex);
			throw new InvalidBearerTokenException("cannot be read", ex);
		}
	}

}
