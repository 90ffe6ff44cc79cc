package io.feishuinterviews.feishu.token;

import java.time.Clock;
import java.util.function.Function;

import com.github.benmanes.caffeine.cache.Ticker;
import io.feishuinterviews.feishu.connection.Secret;
import io.feishuinterviews.feishu.resilience.CallBudget;
import io.feishuinterviews.feishu.resilience.FailureBackoff;
import io.feishuinterviews.feishu.resilience.FeishuCallPolicies;
import io.feishuinterviews.feishu.resilience.FeishuCallPolicy;
import io.feishuinterviews.feishu.response.FeishuErrorCode;
import io.feishuinterviews.feishu.response.IssuedToken;
import io.feishuinterviews.feishu.response.TokenRejectedException;
import io.feishuinterviews.feishu.ticket.AppTickets;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The tokens of a store app: Feishu issues the app's token for the app ticket, and a
 * token of each tenant for the app's. A token that Feishu rejects is removed, and
 * replaced once.
 */
final class StoreAppTokens implements TenantTokens {

	private static final String VOTER = "access_token";

	private final TokenClient client;

	private final FeishuCallPolicies policies;

	private final AppTickets tickets;

	private final FailureBackoff<Tenant> backoff;

	private final Clock clock;

	private final TokenCache<Tenant> appTokens;

	private final TokenCache<Tenant> tenantTokens;

	private volatile Secret secret;

	StoreAppTokens(TokenClient client, FeishuCallPolicies policies, AppTickets tickets, FailureBackoff<Tenant> backoff,
			Secret secret, Clock clock, Ticker ticker) {
		this.client = client;
		this.policies = policies;
		this.tickets = tickets;
		this.backoff = backoff;
		this.secret = secret;
		this.clock = clock;
		this.appTokens = new TokenCache<>("app token", (app) -> appToken(this.secret, true), clock, ticker);
		this.tenantTokens = new TokenCache<>("token of a tenant", this::tenantToken, clock, ticker);
	}

	@Override
	public Mono<AccessToken> current(Tenant tenant) {
		return this.tenantTokens.current(tenant);
	}

	@Override
	public void invalidate(Tenant tenant, AccessToken rejected, TokenRejectedException rejection) {
		AccessToken appToken = rejected.appToken();
		if (rejection.concernsAppToken() && appToken != null) {
			this.appTokens.invalidate(Tenant.OWN, appToken);
		}
		// the token of a tenant is invalid without the token of the app
		this.tenantTokens.invalidate(tenant, rejected);
	}

	@Override
	public void forget(Tenant tenant) {
		this.tenantTokens.forget(tenant);
	}

	@Override
	public Mono<Void> changeSecret(Secret changed) {
		// without the backoff of the former secret
		return appToken(changed, false).doOnNext((token) -> {
			this.secret = changed;
			this.appTokens.put(Tenant.OWN, token);
		}).then();
	}

	/**
	 * Return the app's token.
	 * @return the token
	 */
	Mono<AccessToken> appToken() {
		return this.appTokens.current(Tenant.OWN);
	}

	TokenCache<Tenant> appTokens() {
		return this.appTokens;
	}

	TokenCache<Tenant> tenantTokens() {
		return this.tenantTokens;
	}

	private Mono<AccessToken> appToken(Secret secret, boolean backsOff) {
		Mono<Secret> ticket = this.tickets.current(Mono.defer(() -> resend(secret)));
		Function<Secret, Mono<AccessToken>> request = (current) -> issue(Tenant.OWN,
				this.client.appToken(secret, current), null, backsOff, TokenRejectedException::concernsAppTicket)
			.doOnError(TokenRejectedException.class, (ex) -> this.tickets.reject(current, ex.failure()));
		return ticket.flatMap(request)
			.onErrorResume(TokenRejectedException.class, (ex) -> ticket.flatMap(request)
				// the next ticket is rejected, too: fail with what is missing
				.onErrorResume(TokenRejectedException.class,
						(again) -> ticket.then(Mono.error(again.failure().withoutRetry()))));
	}

	private Mono<Boolean> resend(Secret secret) {
		FeishuCallPolicy policy = this.policies.of(Tenant.OWN);
		return policy.tokenCall(this.client.resendTicket(secret), policy.newCallBudget("app_ticket_resend"))
			.onErrorMap(TokenRejectedException.class, TokenRejectedException::failure);
	}

	private Mono<AccessToken> tenantToken(Tenant tenant) {
		return appToken().flatMap(
				(appToken) -> tenantToken(tenant, appToken, true).onErrorResume(TokenRejectedException.class, (ex) -> {
					this.appTokens.invalidate(Tenant.OWN, appToken);
					return appToken().flatMap((another) -> tenantToken(tenant, another, false));
				}));
	}

	private Mono<AccessToken> tenantToken(Tenant tenant, AccessToken appToken, boolean mayBeReplaced) {
		return issue(tenant, this.client.tenantToken(appToken, tenant), appToken, true,
				(rejection) -> mayBeReplaced && rejection.concernsAppToken());
	}

	/**
	 * Make a token request, with the backoff of its tenant.
	 * @param tenant the owner of the token, {@link Tenant#OWN} for that of the app
	 * @param call makes the request
	 * @param appToken the token of the app that was shown
	 * @param backsOff whether no request is made soon after one that has failed
	 * @param passesOn which rejections the caller handles. All others are failures
	 */
	private Mono<AccessToken> issue(Tenant tenant, Mono<IssuedToken> call, @Nullable AccessToken appToken,
			boolean backsOff, Function<TokenRejectedException, Boolean> passesOn) {
		return Mono.defer(() -> {
			FeishuCallPolicy policy = this.policies.of(tenant);
			CallBudget calls = policy.newCallBudget(VOTER);
			Mono<Mono<AccessToken>> token = policy.tokenCall(call, calls)
				.map((issued) -> Mono.just(new AccessToken(issued, this.clock.instant(), appToken)))
				.onErrorMap(TokenRejectedException.class, (ex) -> passesOn.apply(ex) ? ex : ex.failure().withoutRetry())
				// the state of the tenant is stored elsewhere, until Feishu reports a new
				// one
				.onErrorResume(UpstreamException.class, (ex) -> (!tenant.isOwn() && FeishuErrorCode.concernsTenant(ex))
						? Mono.just(Mono.error(ex)) : Mono.error(ex));
			return (backsOff ? this.backoff.guard(tenant, calls, token) : token).flatMap(Function.identity());
		});
	}

}
