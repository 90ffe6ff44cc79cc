package io.feishuinterviews.security.caller;

import java.util.Collection;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * An authenticated caller with its scopes, without its credentials.
 */
public final class CallerAuthentication extends AbstractAuthenticationToken {

	/**
	 * The rate limit of a caller for whom none is configured.
	 */
	public static final int DEFAULT_REQUESTS_PER_SECOND = 1000;

	private final CredentialType proof;

	private final String id;

	private final int requestsPerSecond;

	public CallerAuthentication(CredentialType proof, String id, Collection<? extends GrantedAuthority> scopes,
			int requestsPerSecond) {
		super(scopes);
		this.proof = proof;
		this.id = id;
		this.requestsPerSecond = requestsPerSecond;
		setAuthenticated(true);
	}

	/**
	 * Return the caller of the current request.
	 * @return the caller, {@code null} if it has not said who it is
	 */
	public static @Nullable CallerAuthentication current() {
		return (SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication caller) ? caller
				: null;
	}

	public CredentialType proof() {
		return this.proof;
	}

	public int requestsPerSecond() {
		return this.requestsPerSecond;
	}

	@Override
	public Object getPrincipal() {
		return this.id;
	}

	@Override
	public Object getCredentials() {
		return "";
	}

	/**
	 * The type of a caller's credentials.
	 */
	public enum CredentialType {

		/**
		 * By an API key.
		 */
		KEY,

		/**
		 * By a token of the identity provider's.
		 */
		TOKEN;

		private final String text = name().toLowerCase(Locale.ROOT);

		public String text() {
			return this.text;
		}

	}

}
