package io.feishuinterviews.security.caller;

import jakarta.servlet.http.HttpServletRequest;

/**
 * The identity of the client that makes a request: of its API key or token, else its
 * address. It only distinguishes clients, and is not for logs and metrics.
 */
public final class ClientId {

	/**
	 * How the identity of a client with an API key begins.
	 */
	public static final String API_KEY_PREFIX = CallerAuthentication.CredentialType.KEY.text() + ':';

	private ClientId() {
	}

	/**
	 * Return the identity of the client of the current request.
	 * @param request the request
	 * @return an opaque string, never empty
	 */
	public static String of(HttpServletRequest request) {
		CallerAuthentication caller = CallerAuthentication.current();
		return (caller != null) ? caller.credentialType().text() + ':' + name(caller)
				: "address:" + request.getRemoteAddr();
	}

	/**
	 * The identity provider may issue JWTs of several tenants for one subject.
	 */
	private static String name(CallerAuthentication caller) {
		boolean several = caller.credentialType() == CallerAuthentication.CredentialType.TOKEN
				&& !caller.tenant().isOwn();
		return several ? caller.tenant().key() + '/' + caller.getName() : caller.getName();
	}

}
