package io.feishuinterviews.redis.encryption;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;

/**
 * How the data in Redis is protected. Spring's own settings define where Redis is.
 *
 * @param encryptionKeys the keys for names and values in Redis, each 32 random bytes in
 * Base64. The first one encrypts, all of them decrypt
 */
@ConfigurationProperties("interviews.redis")
record RedisProperties(@DefaultValue List<EncryptionKey> encryptionKeys) {

	private static final String KEYS = "encryption-keys must be one or several keys, each 32 random bytes in Base64, "
			+ "such as openssl rand -base64 32 prints";

	RedisProperties {
		Assert.isTrue(encryptionKeys.stream().allMatch(EncryptionKey::isValid), KEYS);
	}

}
