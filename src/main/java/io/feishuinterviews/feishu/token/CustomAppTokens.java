package io.feishuinterviews.feishu.token;

import java.time.Clock;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.feishu.connection.Secret;
import io.feishuinterviews.feishu.resilience.CallBudget;
import io.feishuinterviews.feishu.resilience.FailureBackoff;
import io.feishuinterviews.feishu.resilience.FeishuCallPolicy;
import io.feishuinterviews.feishu.response.TokenRejectedException;
import io.feishuinterviews.interview.Tenant;
import reactor.core.publisher.Mono;

/**
 * The tenant token of a custom app, which has one tenant.
 */
final class CustomAppTokens implements TenantTokens {

	private static final String VOTER = "tenant_access_token";

	private final TokenClient client;

	private final FeishuCallPolicy policy;

	private final FailureBackoff<Tenant> backoff;

	private final Clock clock;

	private final TokenCache<Tenant> tokens;

	private volatile Secret secret;

	CustomAppTokens(TokenClient client, FeishuCallPolicy policy, FailureBackoff<Tenant> backoff, Secret secret,
			Clock clock, Ticker ticker) {
		this.client = client;
		this.policy = policy;
		this.backoff = backoff;
		this.secret = secret;
		this.clock = clock;
		this.tokens = new TokenCache<>("tenant token", this::request, clock, ticker);
	}

	@Override
	public Mono<AccessToken> current(Tenant tenant) {
		return this.tokens.current(tenant);
	}

	@Override
	public void invalidate(Tenant tenant, AccessToken rejected, TokenRejectedException rejection) {
		this.tokens.invalidate(tenant, rejected);
	}

	@Override
	public void forget(Tenant tenant) {
		this.tokens.forget(tenant);
	}

	@Override
	public Mono<Void> changeSecret(Secret changed) {
		// without the backoff of the former secret
		return Mono.defer(() -> token(changed, this.policy.newCallBudget(VOTER))).doOnNext((token) -> {
			this.secret = changed;
			this.tokens.put(Tenant.OWN, token);
		}).then();
	}

	TokenCache<Tenant> tokens() {
		return this.tokens;
	}

	private Mono<AccessToken> request(Tenant tenant) {
		return Mono.defer(() -> {
			CallBudget calls = this.policy.newCallBudget(VOTER);
			return this.backoff.guard(tenant, calls, token(this.secret, calls));
		});
	}

	private Mono<AccessToken> token(Secret secret, CallBudget calls) {
		return this.policy.tokenCall(this.client.tenantToken(secret), calls)
			// there is no token that could be replaced: a failure like others, with a
			// backoff
			.onErrorMap(TokenRejectedException.class, (ex) -> ex.failure().withoutRetry())
			.map((issued) -> new AccessToken(issued, this.clock.instant(), null));
	}

}
