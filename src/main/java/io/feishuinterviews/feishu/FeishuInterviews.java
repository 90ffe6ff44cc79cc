package io.feishuinterviews.feishu;

import java.time.Clock;

import io.feishuinterviews.feishu.payload.TalentPayload;
import io.feishuinterviews.interview.FeishuError;
import io.feishuinterviews.interview.Interviews;
import io.feishuinterviews.interview.Snapshot;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.UpstreamFailure;
import io.feishuinterviews.interview.UpstreamFailure.Kind;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.core.observability.DefaultSignalListener;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/**
 * Interviews straight from Feishu.
 */
class FeishuInterviews implements Interviews {

	private static final Log log = LogFactory.getLog(FeishuInterviews.class);

	private final FeishuClient client;

	private final TenantTokens tokens;

	private final Resilience resilience;

	private final FailureBackoff<TalentQuery> backoff;

	private final Clock clock;

	private final FeishuJson json = new FeishuJson();

	FeishuInterviews(FeishuClient client, TenantTokens tokens, Resilience resilience,
			FailureBackoff<TalentQuery> backoff, Clock clock) {
		this.client = client;
		this.tokens = tokens;
		this.resilience = resilience;
		this.backoff = backoff;
		this.clock = clock;
	}

	@Override
	public Mono<Snapshot> ofTalent(TalentQuery query) {
		return Mono.defer(() -> {
			Calls calls = this.resilience.calls(query.talentId());
			return this.backoff.guard(query, calls, request(query, calls));
		});
	}

	/**
	 * Ask Feishu. A failure is reported from a tap, since that is where Reactor gives the
	 * log the request's ID back.
	 */
	private Mono<Snapshot> request(TalentQuery query, Calls calls) {
		return this.resilience.request(calls, Mono.defer(() -> attempt(query, calls)))
			.map(this::snapshot)
			.tap(() -> new DefaultSignalListener<>() {

				@Override
				public void doOnError(Throwable ex) {
					report(query, ex);
				}

			});
	}

	/**
	 * Ask with the token there is, and once more with another if that one is refused.
	 */
	private Mono<byte[]> attempt(TalentQuery query, Calls calls) {
		return token().flatMap((token) -> call(query, token, calls).onErrorResume(TokenRefusedException.class, (ex) -> {
			this.tokens.drop(token);
			return calls.mayMakeAnother() ? token().flatMap((another) -> call(query, another, calls)) : Mono.error(ex);
		})).onErrorMap(TokenRefusedException.class, (ex) -> new SettledFailure(ex.failure()));
	}

	private Mono<TenantToken> token() {
		// what failed here has been tried again already
		return this.tokens.current().onErrorMap(UpstreamFailure.class, SettledFailure::new);
	}

	private Mono<byte[]> call(TalentQuery query, TenantToken token, Calls calls) {
		return this.resilience.dataCall(this.client.interviews(query, token), calls);
	}

	private Snapshot snapshot(byte[] data) {
		try {
			TalentPayload payload = this.json.talent(data);
			return new Snapshot(data, Flattening.of(payload), this.clock.instant());
		}
		catch (JacksonException ex) {
			throw new UpstreamFailure(Kind.FEISHU_FAILURE, "Feishu's answer is not of the documented form.", false,
					FeishuError.NONE, null);
		}
	}

	private static void report(TalentQuery query, Throwable ex) {
		if (!(ex instanceof UpstreamFailure failure)) {
			log.error(
					"Asking Feishu for talent %s failed for a reason that was not foreseen".formatted(query.talentId()),
					ex);
			return;
		}
		FeishuError said = failure.feishuError();
		String line = "Talent %s: %s (%s, code %s, log id %s%s)".formatted(query.talentId(), failure.getMessage(),
				failure.kind(), said.code(), said.logId(),
				said.missingScopes().isEmpty() ? "" : ", missing " + said.missingScopes());
		switch (failure.kind()) {
			case INVALID_REQUEST, TALENT_NOT_FOUND, TALENT_CONFIDENTIAL -> log.info(line);
			case FEISHU_UNAVAILABLE, FEISHU_QUOTA -> {
				// without a code Feishu was not even asked, which a line of its own has
				// told of
				if (said.code() != null) {
					log.warn(line);
				}
			}
			case FEISHU_ACCESS, FEISHU_FAILURE, FEISHU_TIMEOUT -> log.warn(line);
		}
	}

}
