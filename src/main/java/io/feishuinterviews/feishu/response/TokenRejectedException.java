package io.feishuinterviews.feishu.response;

import java.util.Set;

import io.feishuinterviews.interview.Tenancy;
import io.feishuinterviews.interview.UpstreamException;

/**
 * Feishu rejects a token or an app ticket that it issued. Another one may be valid.
 */
public final class TokenRejectedException extends RuntimeException {

	/**
	 * The codes that concern the app's own token.
	 */
	private static final Set<Long> APP_TOKEN_CODES = Set.of(99991664L, 20014L);

	private final long code;

	private final UpstreamException failure;

	TokenRejectedException(long code, UpstreamException failure) {
		super(failure.getMessage(), null, false, false);
		this.code = code;
		this.failure = failure;
	}

	/**
	 * Return whether Feishu has rejected the access token of the app.
	 * @return whether the app's token must be replaced
	 */
	public boolean concernsAppToken() {
		return APP_TOKEN_CODES.contains(this.code);
	}

	/**
	 * Return whether Feishu has rejected the app ticket.
	 * @return whether another ticket is needed
	 */
	public boolean concernsAppTicket() {
		return FeishuErrorCode.of(this.code, Tenancy.MULTIPLE)
			.filter(FeishuErrorCode.APP_TICKET_REJECTED::equals)
			.isPresent();
	}

	/**
	 * Return the failure for callers if another token is rejected, too.
	 * @return the failure
	 */
	public UpstreamException failure() {
		return this.failure;
	}

}
