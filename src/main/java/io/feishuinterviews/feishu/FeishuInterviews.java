package io.feishuinterviews.feishu;

import java.time.Clock;

import io.feishuinterviews.feishu.payload.TalentPayload;
import io.feishuinterviews.interview.FeishuError;
import io.feishuinterviews.interview.Interviews;
import io.feishuinterviews.interview.Snapshot;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.UpstreamFailure;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

/**
 * Interviews straight from Feishu.
 */
class FeishuInterviews implements Interviews {

	private final FeishuClient client;

	private final TenantTokens tokens;

	private final Clock clock;

	private final FeishuJson json = new FeishuJson();

	FeishuInterviews(FeishuClient client, TenantTokens tokens, Clock clock) {
		this.client = client;
		this.tokens = tokens;
		this.clock = clock;
	}

	@Override
	public Mono<Snapshot> ofTalent(TalentQuery query) {
		return this.tokens.current()
			.flatMap(
					(token) -> this.client.interviews(query, token).onErrorResume(TokenRefusedException.class, (ex) -> {
						this.tokens.drop(token);
						return this.tokens.current().flatMap((another) -> this.client.interviews(query, another));
					}))
			.map(this::snapshot)
			.onErrorMap(TokenRefusedException.class, TokenRefusedException::failure);
	}

	private Snapshot snapshot(byte[] data) {
		try {
			TalentPayload payload = this.json.talent(data);
			return new Snapshot(data, Flattening.of(payload), this.clock.instant());
		}
		catch (JacksonException ex) {
			throw new UpstreamFailure(UpstreamFailure.Kind.FEISHU_FAILURE,
					"Feishu's answer is not of the documented form.", false, FeishuError.NONE, null);
		}
	}

}
