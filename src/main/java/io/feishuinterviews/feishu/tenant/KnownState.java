package io.feishuinterviews.feishu.tenant;

import java.time.Duration;
import java.time.Instant;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.TenantState;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The known state of a tenant.
 *
 * @param state its state
 * @param since when the state became known
 * @param response Feishu's response, {@code null} if the state is from an event
 * @param nextCall when Feishu may be called to check whether the state has changed
 */
record KnownState(TenantState state, Instant since, @Nullable UpstreamException response, Instant nextCall) {

	/**
	 * After an event. Feishu repeats events for hours, so an old one may come last.
	 */
	private static final Duration BETWEEN_CALLS_AFTER_EVENT = Duration.ofMinutes(10);

	private static final Duration BETWEEN_CALLS_AFTER_RESPONSE = Duration.ofMinutes(1);

	static KnownState fromEvent(TenantState state, Instant now) {
		return new KnownState(state, now, null, now.plus(BETWEEN_CALLS_AFTER_EVENT));
	}

	static KnownState fromResponse(UpstreamException response, Instant now) {
		return new KnownState(TenantState.NOT_INSTALLED, now, response, now.plus(BETWEEN_CALLS_AFTER_RESPONSE));
	}

	boolean isActive() {
		return this.state == TenantState.ACTIVE;
	}

	boolean isFromEvent() {
		return this.response == null;
	}

	/**
	 * Return the same state after Feishu has been called again.
	 */
	KnownState calledAt(Instant now) {
		Duration pause = isFromEvent() ? BETWEEN_CALLS_AFTER_EVENT : BETWEEN_CALLS_AFTER_RESPONSE;
		return new KnownState(this.state, this.since, this.response, now.plus(pause));
	}

	/**
	 * Return why Feishu is not called.
	 * @param now the time
	 * @return the failure for callers
	 */
	UpstreamException refusal(Instant now) {
		UpstreamException failure = (this.response != null) ? this.response
				: new UpstreamException(Kind.FEISHU_ACCESS, text(), false, UpstreamError.NONE, null);
		return failure.withRetryAfter(Duration.between(now, this.nextCall)).withoutRetry();
	}

	private FailureText text() {
		return switch (this.state) {
			case STOPPED_BY_TENANT -> FailureText.of("feishu-tenant-stopped-by-tenant");
			case STOPPED_BY_PLATFORM -> FailureText.of("feishu-tenant-stopped-by-platform");
			case UNINSTALLED -> FailureText.of("feishu-tenant-uninstalled");
			case ACTIVE, NOT_INSTALLED -> FailureText.of("feishu-tenant-not-installed");
		};
	}

}
