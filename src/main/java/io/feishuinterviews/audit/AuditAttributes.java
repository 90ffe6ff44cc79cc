package io.feishuinterviews.audit;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Request attributes in which handlers pass fields to the audit log. A handler sets them
 * in the thread of the request, because the request may end before its response is known.
 */
public final class AuditAttributes {

	private static final String PREFIX = AuditAttributes.class.getName();

	private static final String RESPONSE_CODE = PREFIX + ".responseCode";

	private static final String CONTACT = PREFIX + ".contact";

	private static final String TALENT_STATUSES = PREFIX + ".talentStatuses";

	private static final String CLAIMED_CLIENT = PREFIX + ".claimedClient";

	private AuditAttributes() {
	}

	/**
	 * Set the code in a response of Feishu's format, whose HTTP status alone does not
	 * show whether the request was allowed.
	 * @param request the request
	 * @param code Feishu's code
	 */
	public static void setResponseCode(ServletRequest request, long code) {
		request.setAttribute(RESPONSE_CODE, code);
	}

	static @Nullable Object responseCode(ServletRequest request) {
		return request.getAttribute(RESPONSE_CODE);
	}

	/**
	 * Set whether the phone numbers of contacts are in full if the response contains
	 * interviews.
	 * @param request the request
	 * @param full whether they are in full, otherwise masked
	 */
	public static void setContact(ServletRequest request, boolean full) {
		request.setAttribute(CONTACT, full ? "full" : "masked");
	}

	static @Nullable Object contact(ServletRequest request) {
		return request.getAttribute(CONTACT);
	}

	/**
	 * Set that each talent of a request has a status of its own.
	 * @param request the request
	 * @return the statuses by talent ID, to which any thread may add
	 */
	public static Map<String, Integer> addTalentStatuses(ServletRequest request) {
		Map<String, Integer> statuses = new ConcurrentHashMap<>();
		request.setAttribute(TALENT_STATUSES, statuses);
		return statuses;
	}

	@SuppressWarnings("unchecked") // set above
	static @Nullable Map<String, Integer> talentStatuses(ServletRequest request) {
		return (Map<String, Integer>) request.getAttribute(TALENT_STATUSES);
	}

	/**
	 * Set the client that a request with wrong credentials in its body claims to come
	 * from.
	 * @param request the request
	 * @param id the ID that it names, nothing secret
	 */
	public static void setClaimedClient(ServletRequest request, String id) {
		request.setAttribute(CLAIMED_CLIENT, id);
	}

	static @Nullable String claimedClient(ServletRequest request) {
		return (String) request.getAttribute(CLAIMED_CLIENT);
	}

}
