package io.feishuinterviews.feishu.token;

import java.time.Duration;
import java.time.Instant;

import io.feishuinterviews.feishu.connection.Secret;
import io.feishuinterviews.feishu.response.IssuedToken;
import org.jspecify.annotations.Nullable;

/**
 * An access token of a tenant or of the app. Each one issued is a token of its own, even
 * where Feishu sends the same text twice.
 */
public final class AccessToken {

	private final Secret value;

	private final Instant issuedAt;

	private final Instant expiresAt;

	private final @Nullable AccessToken appToken;

	private volatile Instant noRenewalBefore = Instant.MIN;

	AccessToken(IssuedToken issued, Instant issuedAt, @Nullable AccessToken appToken) {
		this.value = new Secret(issued.value());
		this.issuedAt = issuedAt;
		this.expiresAt = issuedAt.plus(issued.validFor());
		this.appToken = appToken;
	}

	/**
	 * Return the text of the token.
	 * @return the text
	 */
	public Secret value() {
		return this.value;
	}

	Instant issuedAt() {
		return this.issuedAt;
	}

	Instant expiresAt() {
		return this.expiresAt;
	}

	/**
	 * Return the app's token that a tenant's was issued for.
	 * @return the token, {@code null} for a custom app and for the app's token itself
	 */
	@Nullable AccessToken appToken() {
		return this.appToken;
	}

	/**
	 * Return whether the token is to be renewed now.
	 * @param now the time
	 * @param before how long before its expiry a token is renewed
	 * @return whether its time has come, and no renewal has begun recently
	 */
	boolean isRenewalDue(Instant now, Duration before) {
		return now.isAfter(this.expiresAt.minus(before)) && now.isAfter(this.noRenewalBefore);
	}

	void noRenewalBefore(Instant time) {
		this.noRenewalBefore = time;
	}

}
