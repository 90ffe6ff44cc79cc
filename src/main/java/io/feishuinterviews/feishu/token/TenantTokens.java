package io.feishuinterviews.feishu.token;

import io.feishuinterviews.feishu.connection.Secret;
import io.feishuinterviews.feishu.response.TokenRejectedException;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamException;
import reactor.core.publisher.Mono;

/**
 * The tokens for calls about tenants.
 */
public interface TenantTokens {

	/**
	 * Return a valid token.
	 * @param tenant the tenant whose data it gives access to
	 * @return the token, or an {@link UpstreamException}; the token request continues if
	 * the subscriber cancels, since others may wait for it
	 */
	Mono<AccessToken> current(Tenant tenant);

	/**
	 * Remove a token that Feishu has rejected, unless it has been replaced.
	 * @param tenant the tenant
	 * @param rejected the token that was rejected
	 * @param rejection what Feishu rejects: this token, or the token of the app
	 */
	void invalidate(Tenant tenant, AccessToken rejected, TokenRejectedException rejection);

	/**
	 * Forget a tenant's token, which may still work although the tenant has stopped using
	 * the app.
	 * @param tenant the tenant
	 */
	void forget(Tenant tenant);

	/**
	 * Use another secret of the app, if Feishu issues a token for it.
	 * @param secret the secret
	 * @return completes when the secret is used, or fails with an
	 * {@link UpstreamException}
	 */
	Mono<Void> changeSecret(Secret secret);

}
