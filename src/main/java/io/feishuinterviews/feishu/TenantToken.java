package io.feishuinterviews.feishu;

import java.time.Instant;

import io.feishuinterviews.feishu.connection.Secret;

/**
 * A tenant access token. Each one issued is a token of its own, even where Feishu sends
 * the same text twice.
 */
final class TenantToken {

	private final Secret value;

	private final Instant issuedAt;

	private final Instant expiresAt;

	TenantToken(Secret value, Instant issuedAt, Instant expiresAt) {
		this.value = value;
		this.issuedAt = issuedAt;
		this.expiresAt = expiresAt;
	}

	Secret value() {
		return this.value;
	}

	Instant issuedAt() {
		return this.issuedAt;
	}

	Instant expiresAt() {
		return this.expiresAt;
	}

}
