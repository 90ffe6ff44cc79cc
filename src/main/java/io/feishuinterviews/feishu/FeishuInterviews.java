package io.feishuinterviews.feishu;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;

import io.feishuinterviews.feishu.resilience.CallBudget;
import io.feishuinterviews.feishu.resilience.FailureBackoff;
import io.feishuinterviews.feishu.resilience.FeishuCallPolicies;
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
import io.feishuinterviews.interview.SnapshotContent;
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

	private final FeishuCallPolicies policies;

	private final FailureBackoff<TalentQuery> backoff;

	private final Clock clock;

	private final InterviewReader reader;

	FeishuInterviews(FeishuClient client, TenantTokens tokens, TenantAccess access, FeishuCallPolicies policies,
			FailureBackoff<TalentQuery> backoff, InterviewReader reader, Clock clock) {
		this.client = client;
		this.tokens = tokens;
		this.access = access;
		this.policies = policies;
		this.backoff = backoff;
		this.reader = reader;
		this.clock = clock;
	}

	@Override
	public Mono<InterviewSnapshot> findByTalent(TalentQuery query, Demand demand) {
		return Mono.defer(() -> {
			Tenant tenant = query.talent().tenant();
			FeishuCallPolicy policy = this.policies.of(tenant);
			Request request = new Request(query, demand, policy, policy.newCallBudget(query.talent().key()));
			AtomicBoolean begun = new AtomicBoolean();
			Mono<InterviewSnapshot> guarded = this.access.guard(tenant, request(request))
				.doOnSubscribe((subscription) -> begun.set(true));
			return this.backoff.guard(query, request.calls, guarded)
				.onErrorMap(UpstreamException.class, (failure) -> begun.get() ? failure : failure.repeated());
		});
	}

	/**
	 * Call Feishu. A failure is logged in a tap, where Reactor restores the request ID.
	 */
	private Mono<InterviewSnapshot> request(Request request) {
		Mono<byte[]> attempts = request.policy.request(request.calls, Mono.defer(() -> attempt(request)));
		return request.policy.limitConcurrency(attempts, request.demand)
			.map((data) -> snapshot(request.query, data))
			.onErrorMap(
					(ex) -> (ex instanceof RefreshRefusedException) ? ex : UnexpectedFailures.toUpstreamException(ex))
			.tap(() -> new DefaultSignalListener<>() {

				@Override
				public void doOnError(Throwable ex) {
					if (ex instanceof UpstreamException failure) {
						report(request.query, failure);
					}
				}

			});
	}

	/**
	 * Call with the current token, and once more with a new one if Feishu rejects the
	 * first.
	 */
	private Mono<byte[]> attempt(Request request) {
		Tenant tenant = request.query.talent().tenant();
		return token(tenant)
			.flatMap((token) -> call(request, token).onErrorResume(TokenRejectedException.class, (ex) -> {
				this.tokens.invalidate(tenant, token, ex);
				return request.calls.hasRemaining() ? token(tenant).flatMap((another) -> call(request, another))
						: Mono.error(ex);
			}))
			.onErrorMap(TokenRejectedException.class, (ex) -> ex.failure().withoutRetry());
	}

	private Mono<AccessToken> token(Tenant tenant) {
		// a failed token request was already retried
		return this.tokens.current(tenant).onErrorMap(UpstreamException.class, UpstreamException::withoutRetry);
	}

	private Mono<byte[]> call(Request request, AccessToken token) {
		return request.policy.dataCall(this.client.interviews(request.query, token), request.calls, request.demand);
	}

	private InterviewSnapshot snapshot(TalentQuery query, byte[] data) {
		// an unreadable response must fail the call
		SnapshotContent content = this.reader.read(data);
		return InterviewSnapshot.of(query, data, this.clock.instant()).withContent(content);
	}

	private static void report(TalentQuery query, UpstreamException failure) {
		UpstreamError error = failure.feishuError();
		String line = "Talent %s: %s (%s, code %s, log id %s%s%s)".formatted(query.talent().key(), failure.getMessage(),
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

	/**
	 * A request for a talent.
	 *
	 * @param query the talent and the kinds of ID
	 * @param demand the clients that wait for it
	 * @param policy the guards of the talent's tenant
	 * @param calls the calls of the request
	 */
	private record Request(TalentQuery query, Demand demand, FeishuCallPolicy policy, CallBudget calls) {

	}

}
