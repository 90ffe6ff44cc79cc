package io.feishuinterviews.security.caller;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * A scope of a caller.
 */
public enum Scope {

	/**
	 * Read talents' interviews.
	 */
	INTERVIEWS_READ,

	/**
	 * See contacts' numbers in full.
	 */
	INTERVIEWS_CONTACT,

	/**
	 * Operate the service.
	 */
	OPS;

	private static final String PREFIX = "SCOPE_";

	private final String text = name().toLowerCase(Locale.ROOT).replace('_', ':');

	// Spring Security's name for it
	private final String authority = PREFIX + this.text;

	/**
	 * Return whether a caller has this scope.
	 * @param caller the caller, {@code null} if there is none
	 * @return whether it has
	 */
	public boolean isGrantedTo(@Nullable Authentication caller) {
		if (caller != null) {
			for (GrantedAuthority granted : caller.getAuthorities()) {
				if (this.authority.equals(granted.getAuthority())) {
					return true;
				}
			}
		}
		return false;
	}

	public String authority() {
		return this.authority;
	}

	public GrantedAuthority granted() {
		return new SimpleGrantedAuthority(this.authority);
	}

	/**
	 * Return the scope as settings, tokens and the documentation have it.
	 * @return such as {@code interviews:read}
	 */
	@Override
	public String toString() {
		return this.text;
	}

	/**
	 * Return the scope that Spring Security knows by a name.
	 * @param authority the name
	 * @return the scope, empty for other names
	 */
	public static Optional<Scope> ofAuthority(String authority) {
		return Stream.of(values()).filter((scope) -> scope.authority.equals(authority)).findFirst();
	}

}
