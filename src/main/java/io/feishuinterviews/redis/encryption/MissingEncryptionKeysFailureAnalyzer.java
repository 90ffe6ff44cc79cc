package io.feishuinterviews.redis.encryption;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains how to set the keys.
 */
class MissingEncryptionKeysFailureAnalyzer extends AbstractFailureAnalyzer<MissingEncryptionKeysException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MissingEncryptionKeysException cause) {
		return new FailureAnalysis(
				"Redis is configured (spring.data.redis), but interviews.redis.encryption-keys is not set.", """
						Set INTERVIEWS_REDIS_ENCRYPTIONKEYS to 32 random bytes in Base64, the same for all instances:

						    openssl rand -base64 32
						""", cause);
	}

}
