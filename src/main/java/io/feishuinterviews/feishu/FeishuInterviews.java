package io.feishuinterviews.feishu;

import java.time.Clock;

import io.feishuinterviews.feishu.resilience.CallBudget;
import io.feishuinterviews.feishu.resilience.FailureBackoff;
import io.feishuinterviews.feishu.resilience.FeishuCallPolicy;
import io.feishuinterviews.feishu.response.TokenRejectedException;
import io.feishuinterviews.feishu.tenant.TenantAccess;
import io.feishuinterviews.feishu.token.AccessToken;
import io.feishuinterviews.feishu.token.TenantTokens;
import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.InterviewReader;
import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.interview.Interviews;
import io.feishuinterviews.interview.RefreshRefusedException;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.observability.DefaultSignalListener;
import reactor.core.publisher.Mono;

/**
 * Calls Feishu for interviews.
 */
class FeishuInterviews implements Interviews {

	private static final Log log = LogFactory.getLog(FeishuInterviews.class);

	private final FeishuClient client;

	private final TenantTokens tokens;

	private final TenantAccess access;

	private final FeishuCallPolicy policy;

	private final FailureBackoff<TalentQuery> backoff;

	private final Clock clock;

	private final InterviewReader reader;

	FeishuInterviews(FeishuClient client, TenantTokens tokens, TenantAccess access, FeishuCallPolicy policy,
			FailureBackoff<TalentQuery> backoff, InterviewReader reader, Clock clock) {
		this.client = client;
		this.tokens = tokens;
		this.access = access;
		this.policy = policy;
		this.backoff = backoff;
		this.reader = reader;
		this.clock = clock;
	}

	@Override
	public Mono<InterviewSnapshot> findByTalent(TalentQuery query, Demand demand) {
		return Mono.defer(() -> {
			CallBudget calls = this.policy.calls(query.talent().key());
			return this.backoff.guard(query, calls,
					this.access.guard(query.talent().tenant(), request(query, calls, demand)));
		});
	}

	/**
	 * Ask Feishu. A failure is reported from a tap, since that is where Reactor gives the
	 * log the request's ID back.
	 */
	private Mono<InterviewSnapshot> request(TalentQuery query, CallBudget calls, Demand demand) {
		return this.policy.share(this.policy.request(calls, Mono.defer(() -> attempt(query, calls, demand))), demand)
			.map((data) -> snapshot(query, data))
			.onErrorMap((ex) -> (ex instanceof RefreshRefusedException) ? ex : UnexpectedFailure.of(ex))
			.tap(() -> new DefaultSignalListener<>() {

				@Override
				public void doOnError(Throwable ex) {
					if (ex instanceof UpstreamException failure) {
						report(query, failure);
					}
				}

			});
	}

	/**
	 * Call with the current token, and once more with a new one if Feishu rejects the
	 * first.
	 */
	private Mono<byte[]> attempt(TalentQuery query, CallBudget calls, Demand demand) {
		Tenant tenant = query.talent().tenant();
		return token(tenant)
			.flatMap((token) -> call(query, token, calls, demand).onErrorResume(TokenRejectedException.class, (ex) -> {
				this.tokens.drop(tenant, token, ex);
				return calls.hasRemaining() ? token(tenant).flatMap((another) -> call(query, another, calls, demand))
						: Mono.error(ex);
			}))
			.onErrorMap(TokenRejectedException.class, (ex) -> ex.failure().withoutRetry());
	}

	private Mono<AccessToken> token(Tenant tenant) {
		// what failed here has been tried again already
		return this.tokens.current(tenant).onErrorMap(UpstreamException.class, UpstreamException::withoutRetry);
	}

	private Mono<byte[]> call(TalentQuery query, AccessToken token, CallBudget calls, Demand demand) {
		return this.policy.dataCall(this.client.interviews(query, token), calls, demand);
	}

	private InterviewSnapshot snapshot(TalentQuery query, byte[] data) {
		// an answer that cannot be read is found out now, and what is read is not kept
		this.reader.read(data);
		return InterviewSnapshot.of(query, data, this.clock.instant());
	}

	private static void report(TalentQuery query, UpstreamException failure) {
		UpstreamError error = failure.feishuError();
		String line = "Talent %s: %s (%s, code %s, log id %s%s%s)".formatted(query.talent().id(), failure.getMessage(),
				failure.kind(), error.code(), error.logId(),
				error.missingScopes().isEmpty() ? "" : ", missing " + error.missingScopes(),
				(failure.diagnosis() != null) ? ", " + failure.diagnosis() : "");
		switch (failure.kind()) {
			case INVALID_REQUEST, TALENT_NOT_FOUND, TALENT_CONFIDENTIAL -> log.info(line);
			case FEISHU_UNAVAILABLE, FEISHU_QUOTA -> {
				// without a call, the circuit breaker or the budget has its own line
				if (error.httpStatus() != null) {
					log.warn(line);
				}
			}
			case FEISHU_ACCESS, FEISHU_FAILURE, FEISHU_TIMEOUT -> log.warn(line);
		}
	}

}
