package io.feishuinterviews.feishu;

import java.util.Optional;

import io.feishuinterviews.feishu.json.FeishuJson;
import io.feishuinterviews.feishu.payload.ApplicationDetailsPayload;
import io.feishuinterviews.feishu.resilience.CallBudget;
import io.feishuinterviews.feishu.resilience.FeishuCallPolicies;
import io.feishuinterviews.feishu.resilience.FeishuCallPolicy;
import io.feishuinterviews.feishu.response.TokenRejectedException;
import io.feishuinterviews.feishu.tenant.TenantAccess;
import io.feishuinterviews.feishu.token.AccessToken;
import io.feishuinterviews.feishu.token.TenantTokens;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Applications;
import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.Talent;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Calls Feishu for applications, as a background refresh and without a retry.
 */
class FeishuApplications implements Applications {

	/**
	 * All of these calls together have one vote in the circuit breaker.
	 */
	private static final String VOTER = "all applications";

	private final FeishuClient client;

	private final TenantTokens tokens;

	private final TenantAccess access;

	private final FeishuCallPolicies policies;

	private final FeishuJson json;

	FeishuApplications(FeishuClient client, TenantTokens tokens, TenantAccess access, FeishuCallPolicies policies,
			FeishuJson json) {
		this.client = client;
		this.tokens = tokens;
		this.access = access;
		this.policies = policies;
		this.json = json;
	}

	@Override
	public Mono<Talent> findTalent(Application application) {
		return this.access
			.guard(application.tenant(),
					this.tokens.current(application.tenant()).flatMap((token) -> call(application, token)))
			.mapNotNull((data) -> talent(application, data));
	}

	private Mono<byte[]> call(Application application, AccessToken token) {
		return Mono.defer(() -> {
			FeishuCallPolicy policy = this.policies.of(application.tenant());
			CallBudget calls = policy.newCallBudget(VOTER);
			return policy.dataCall(this.client.application(application, token), calls, Demand.background());
		}).doOnError(TokenRejectedException.class, (ex) -> this.tokens.invalidate(application.tenant(), token, ex));
	}

	private @Nullable Talent talent(Application application, byte[] data) {
		ApplicationDetailsPayload payload = this.json.application(data);
		return Optional.ofNullable(payload)
			.map(ApplicationDetailsPayload::application)
			.map(ApplicationDetailsPayload.Details::talentId)
			.filter((id) -> Talent.ID.matcher(id).matches())
			.map((id) -> new Talent(application.tenant(), id))
			.orElse(null);
	}

}
