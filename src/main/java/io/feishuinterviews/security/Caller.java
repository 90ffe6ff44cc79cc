package io.feishuinterviews.security;

import java.util.Collection;
import java.util.Locale;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;

/**
 * A caller that has said who it is, with what it may do. Keeps nothing of what it proved
 * that with.
 */
@SuppressWarnings("serial") // is never serialized
final class Caller extends AbstractAuthenticationToken {

	private final Proof proof;

	private final String id;

	private final int requestsPerSecond;

	Caller(Proof proof, String id, Collection<? extends GrantedAuthority> scopes, int requestsPerSecond) {
		super(scopes);
		this.proof = proof;
		this.id = id;
		this.requestsPerSecond = requestsPerSecond;
		setAuthenticated(true);
	}

	Proof proof() {
		return this.proof;
	}

	int requestsPerSecond() {
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
	 * How a caller shows who it is.
	 */
	enum Proof {

		/**
		 * By an API key.
		 */
		KEY,

		/**
		 * By a token of the identity provider's.
		 */
		TOKEN;

		private final String text = name().toLowerCase(Locale.ROOT);

		String text() {
			return this.text;
		}

	}

}
