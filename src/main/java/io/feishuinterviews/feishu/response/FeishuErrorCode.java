package io.feishuinterviews.feishu.response;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.Tenancy;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;

/**
 * The meaning of Feishu's error codes.
 */
public enum FeishuErrorCode {

	/**
	 * The token is invalid or has expired. Callers see this only if two tokens in a row
	 * are rejected. The last two codes are those of another family of Feishu's APIs.
	 */
	TOKEN_REJECTED(Kind.FEISHU_FAILURE, true, FailureText.of("feishu-rejects-its-tokens"), 99991663, 99991664, 99991665,
			99991671, 20013, 20014),

	/**
	 * The app ticket of a store app is invalid.
	 */
	APP_TICKET_REJECTED(Kind.FEISHU_UNAVAILABLE, true, FailureText.of("feishu-rejects-app-ticket"), 10012),

	/**
	 * Feishu does not push the app ticket again: the app is not a store app.
	 */
	APP_TICKET_DENIED(Kind.FEISHU_ACCESS, false, FailureText.of("feishu-denies-app-ticket"), 10016),

	/**
	 * The tenant has not installed the store app, or does not exist.
	 */
	TENANT_UNAVAILABLE(Kind.FEISHU_ACCESS, false, FailureText.of("feishu-tenant-not-installed"), 10013, 20009, 11210,
			99992500, 99992501),

	/**
	 * The token is missing or of the wrong kind: a bug of this service.
	 */
	TOKEN_MISUSED(Kind.FEISHU_FAILURE, false, FailureText.of("feishu-finds-no-token"), 99991661, 99991668, 99991677),

	/**
	 * The app lacks a scope.
	 */
	SCOPE_MISSING(Kind.FEISHU_ACCESS, false, FailureText.of("feishu-scope-missing"), 99991672, 99991676, 99991679),

	/**
	 * The app is disabled, or not installed in the tenant.
	 */
	APP_DISABLED(Kind.FEISHU_ACCESS, false, FailureText.of("feishu-app-disabled"), 99991662, 99991673),

	/**
	 * The IP allow list of the app does not contain this service's address.
	 */
	IP_NOT_ALLOWED(Kind.FEISHU_ACCESS, false, FailureText.of("feishu-address-not-allowed"), 99991401),

	/**
	 * The app ID or secret is wrong.
	 */
	CREDENTIALS_WRONG(Kind.FEISHU_ACCESS, false, FailureText.of("feishu-rejects-app"), 10014, 10015),

	/**
	 * Over the frequency limit.
	 */
	FREQUENCY_LIMIT(Kind.FEISHU_UNAVAILABLE, true, FailureText.of("feishu-rate-limit"), 99991400),

	/**
	 * The method or the app is limited.
	 */
	APP_LIMITED(Kind.FEISHU_UNAVAILABLE, true, FailureText.of("feishu-limits-app"), 1000004, 1000005),

	/**
	 * The month's calls are used up.
	 */
	QUOTA_USED_UP(Kind.FEISHU_QUOTA, true, FailureText.of("feishu-quota-used-up"), 99991403, 99991406),

	/**
	 * An internal error of Feishu.
	 */
	INTERNAL(Kind.FEISHU_FAILURE, true, FailureText.of("feishu-internal-error"), 2200, 5000, 10101, 10500, 1002001),

	/**
	 * A parameter is wrong.
	 */
	PARAMETER_WRONG(Kind.INVALID_REQUEST, false, FailureText.of("feishu-rejects-parameter"), 1002002, 1002003, 99992402,
			9499, 10003),

	/**
	 * An ID does not exist, or belongs to another app.
	 */
	ID_WRONG(Kind.INVALID_REQUEST, false, FailureText.of("feishu-id-unknown"),
			IntStream.rangeClosed(99992351, 99992361).toArray()),

	/**
	 * The talent does not exist.
	 */
	NOT_FOUND(Kind.TALENT_NOT_FOUND, false, FailureText.of("talent-not-found"), 1002102, 1002208, 1002801),

	/**
	 * The talent is confidential.
	 */
	CONFIDENTIAL(Kind.TALENT_CONFIDENTIAL, false, FailureText.of("talent-confidential"), 1002216);

	/**
	 * The meanings that exist for store apps only. Feishu does not document these codes
	 * for custom apps.
	 */
	private static final Set<FeishuErrorCode> STORE_APP_CODES = Set.of(APP_TICKET_REJECTED, APP_TICKET_DENIED,
			TENANT_UNAVAILABLE);

	private static final Map<Long, FeishuErrorCode> BY_CODE = Arrays.stream(values())
		.flatMap((meaning) -> meaning.codes.stream().map((code) -> Map.entry(code, meaning)))
		.collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

	private final Kind kind;

	private final boolean retryable;

	@SuppressWarnings("ImmutableEnumChecker") // this text is
	private final FailureText text;

	@SuppressWarnings("ImmutableEnumChecker") // this list is
	private final List<Long> codes;

	FeishuErrorCode(Kind kind, boolean retryable, FailureText text, int... codes) {
		this.kind = kind;
		this.retryable = retryable;
		this.text = text;
		this.codes = Arrays.stream(codes).asLongStream().boxed().toList();
	}

	/**
	 * Return what a code means.
	 * @param code the code
	 * @param tenancy whether the app is a store app, which has codes of its own
	 * @return the meaning, empty if it is not documented
	 */
	public static Optional<FeishuErrorCode> of(long code, Tenancy tenancy) {
		return Optional.ofNullable(BY_CODE.get(code))
			.filter((meaning) -> tenancy == Tenancy.MULTIPLE || !STORE_APP_CODES.contains(meaning));
	}

	/**
	 * Return whether a store app may not be used in a tenant.
	 * @param failure the failure of a call for the tenant
	 * @return whether other tenants may still use it
	 */
	public static boolean concernsTenant(UpstreamException failure) {
		Long code = failure.feishuError().code();
		return code != null
				&& of(code, Tenancy.MULTIPLE).filter((known) -> known == APP_DISABLED || known == TENANT_UNAVAILABLE)
					.isPresent();
	}

	/**
	 * Return whether another token, or another app ticket, may be accepted.
	 */
	boolean rejectsToken() {
		return this == TOKEN_REJECTED || this == APP_TICKET_REJECTED;
	}

	Kind kind() {
		return this.kind;
	}

	boolean retryable() {
		return this.retryable;
	}

	FailureText text() {
		return this.text;
	}

}
