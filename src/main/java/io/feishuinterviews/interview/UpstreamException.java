package io.feishuinterviews.interview;

import java.time.Duration;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A failed call to Feishu. The message is safe to return to callers: it contains no
 * secret, no token and no data of a talent.
 */
public final class UpstreamException extends RuntimeException {

	private final Kind kind;

	private final FailureText text;

	private final boolean retryable;

	private final UpstreamError feishuError;

	private final @Nullable Duration retryAfter;

	private final boolean causedByFeishu;

	private final boolean retried;

	private final @Nullable String diagnosis;

	private final boolean repeated;

	/**
	 * Create a failure.
	 * @param kind what happened
	 * @param text the detail for callers
	 * @param retryable whether the same request may succeed later
	 * @param feishuError Feishu's error response
	 * @param retryAfter how long to wait before trying again, if that is known
	 */
	public UpstreamException(Kind kind, FailureText text, boolean retryable, UpstreamError feishuError,
			@Nullable Duration retryAfter) {
		this(kind, text, retryable, feishuError, retryAfter, true, retryable && kind != Kind.FEISHU_QUOTA, null, false);
	}

	private UpstreamException(Kind kind, FailureText text, boolean retryable, UpstreamError feishuError,
			@Nullable Duration retryAfter, boolean causedByFeishu, boolean retried, @Nullable String diagnosis,
			boolean repeated) {
		// expected and frequent: a stack trace would be expensive and useless
		super(null, null, false, false);
		this.kind = kind;
		this.text = text;
		this.retryable = retryable;
		this.feishuError = feishuError;
		this.retryAfter = retryAfter;
		this.causedByFeishu = causedByFeishu;
		this.retried = retried;
		this.diagnosis = diagnosis;
		this.repeated = repeated;
	}

	/**
	 * Return the same failure as one that Feishu did not cause: a proxy, the network or a
	 * setting did.
	 * @return a failure that does not count against Feishu
	 */
	public UpstreamException notCausedByFeishu() {
		return new UpstreamException(this.kind, this.text, this.retryable, this.feishuError, this.retryAfter, false,
				this.retried, this.diagnosis, this.repeated);
	}

	/**
	 * Return the same failure as one that this service does not retry: no time or no
	 * attempts are left.
	 * @return a failure that ends the request, still {@link #retryable()} by the client
	 */
	public UpstreamException withoutRetry() {
		return new UpstreamException(this.kind, this.text, this.retryable, this.feishuError, this.retryAfter,
				this.causedByFeishu, false, this.diagnosis, this.repeated);
	}

	/**
	 * Return the same failure as one of an earlier request. Feishu was not called again.
	 * @return a failure that says nothing about the current state of Feishu
	 */
	public UpstreamException repeated() {
		return new UpstreamException(this.kind, this.text, this.retryable, this.feishuError, this.retryAfter,
				this.causedByFeishu, this.retried, this.diagnosis, true);
	}

	/**
	 * Return the same failure with another error response of Feishu.
	 * @param feishuError the error response
	 * @return the failure
	 */
	public UpstreamException with(UpstreamError feishuError) {
		return new UpstreamException(this.kind, this.text, this.retryable, feishuError, this.retryAfter,
				this.causedByFeishu, this.retried, this.diagnosis, this.repeated);
	}

	/**
	 * Return the same failure with the reason for the log.
	 * @param diagnosis the reason, and the server's host and port
	 * @return the failure
	 */
	public UpstreamException withDiagnosis(String diagnosis) {
		return new UpstreamException(this.kind, this.text, this.retryable, this.feishuError, this.retryAfter,
				this.causedByFeishu, this.retried, diagnosis, this.repeated);
	}

	/**
	 * Return the reason for the log. It is not for callers, because it may name a host of
	 * the internal network.
	 * @return the reason, {@code null} if the message is complete
	 */
	public @Nullable String diagnosis() {
		return this.diagnosis;
	}

	/**
	 * Return what happened, in words.
	 * @return the text for callers, in each language
	 */
	public FailureText text() {
		return this.text;
	}

	@Override
	public String getMessage() {
		return this.text.english();
	}

	/**
	 * Return what happened.
	 * @return what happened
	 */
	public Kind kind() {
		return this.kind;
	}

	/**
	 * Return whether the same request may succeed when it is made again: after
	 * {@link #retryAfter()}, if that is known.
	 * @return whether to try again
	 */
	public boolean retryable() {
		return this.retryable;
	}

	/**
	 * Return whether this service makes the request again by itself, which takes no
	 * longer than a client waits.
	 * @return whether to retry
	 */
	public boolean isRetried() {
		return this.retried;
	}

	/**
	 * Return whether Feishu caused the failure, as far as is known.
	 * @return whether it may count against Feishu
	 */
	public boolean isCausedByFeishu() {
		return this.causedByFeishu;
	}

	/**
	 * Return whether this is the failure of an earlier request, and Feishu was not called
	 * again.
	 * @return whether it says nothing about the current state of Feishu
	 */
	public boolean isRepeated() {
		return this.repeated;
	}

	/**
	 * Return Feishu's error response.
	 * @return Feishu's error
	 */
	public UpstreamError feishuError() {
		return this.feishuError;
	}

	/**
	 * Return how long to wait before trying again, if that is known.
	 * @return the time to wait
	 */
	public @Nullable Duration retryAfter() {
		return this.retryAfter;
	}

	/**
	 * Return the same failure with another time to wait.
	 * @param retryAfter how long to wait before trying again
	 * @return the failure
	 */
	public UpstreamException withRetryAfter(Duration retryAfter) {
		return new UpstreamException(this.kind, this.text, this.retryable, this.feishuError, retryAfter,
				this.causedByFeishu, this.retried, this.diagnosis, this.repeated);
	}

	/**
	 * What happened.
	 */
	public enum Kind {

		/**
		 * Feishu rejects a parameter.
		 */
		INVALID_REQUEST,

		/**
		 * The talent does not exist in Feishu.
		 */
		TALENT_NOT_FOUND,

		/**
		 * Feishu keeps the talent confidential.
		 */
		TALENT_CONFIDENTIAL,

		/**
		 * Feishu denied access: the app is disabled, not installed, or lacks a scope.
		 */
		FEISHU_ACCESS,

		/**
		 * Feishu failed, could not be reached, or sent an unreadable response.
		 */
		FEISHU_FAILURE,

		/**
		 * Feishu did not respond in time.
		 */
		FEISHU_TIMEOUT,

		/**
		 * Feishu is not called at the moment, or only at a limited rate.
		 */
		FEISHU_UNAVAILABLE,

		/**
		 * The month's calls are used up.
		 */
		FEISHU_QUOTA;

		/**
		 * Return whether this is a definitive response about the talent, so that it may
		 * be cached.
		 * @return whether it is a negative response
		 */
		public boolean isNegativeAnswer() {
			return this == TALENT_NOT_FOUND || this == TALENT_CONFIDENTIAL;
		}

		/**
		 * Return whether a stale response may be served instead.
		 * @return whether an older response is better than none
		 */
		public boolean allowsStale() {
			return !isNegativeAnswer() && this != INVALID_REQUEST;
		}

		/**
		 * Return the value of the tag in metrics, and the code of the problem that
		 * callers receive.
		 * @return a word in lower case, with hyphens
		 */
		public String code() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
