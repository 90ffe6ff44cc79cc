package io.feishuinterviews.security.key;

import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * A key that is known, but must not be used. The caller gets the same response as for an
 * unknown key; only the audit log contains the difference, because the key may be stolen.
 *
 * @param client the ID of the client whose key it is
 * @param reason {@link #ADDRESS} or {@link #EXPIRED}
 */
public record RejectedKey(String client, String reason) {

	static final String ADDRESS = "address";

	static final String EXPIRED = "expired";

	private static final String ATTRIBUTE = RejectedKey.class.getName();

	/**
	 * Return the rejected key of a request.
	 * @param request the request
	 * @return the key, {@code null} if the request had none
	 */
	public static @Nullable RejectedKey of(ServletRequest request) {
		return (RejectedKey) request.getAttribute(ATTRIBUTE);
	}

	public void addTo(ServletRequest request) {
		request.setAttribute(ATTRIBUTE, this);
	}

}
