package io.feishuinterviews.security.caller;

import java.util.Collection;
import java.util.Locale;

import io.feishuinterviews.interview.Tenant;
import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * An authenticated caller with its scopes, without its credentials.
 */
public final class CallerAuthentication extends AbstractAuthenticationToken {

	/**
	 * The rate limit of a caller without a configured one.
	 */
	public static final int DEFAULT_REQUESTS_PER_SECOND = 1000;

	private final CredentialType credentialType;

	private final String id;

	private final Tenant tenant;

	private final int requestsPerSecond;

	public CallerAuthentication(CredentialType credentialType, String id, Tenant tenant,
			Collection<? extends GrantedAuthority> scopes, int requestsPerSecond) {
		super(scopes);
		this.credentialType = credentialType;
		this.id = id;
		this.tenant = tenant;
		this.requestsPerSecond = requestsPerSecond;
		setAuthenticated(true);
	}

	/**
	 * Return the caller of the current request.
	 * @return the caller, {@code null} without valid credentials
	 */
	public static @Nullable CallerAuthentication current() {
		return (SecurityContextHolder.getContext().getAuthentication() instanceof CallerAuthentication caller) ? caller
				: null;
	}

	public CredentialType credentialType() {
		return this.credentialType;
	}

	/**
	 * Return the tenant that the credentials belong to.
	 * @return the tenant; {@link Tenant#OWN} for a custom app, and for a caller without
	 * any scope that belongs to none
	 */
	public Tenant tenant() {
		return this.tenant;
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
		 * An API key.
		 */
		KEY,

		/**
		 * A JWT of the identity provider.
		 */
		TOKEN;

		private final String text = name().toLowerCase(Locale.ROOT);

		public String text() {
			return this.text;
		}

	}

}
