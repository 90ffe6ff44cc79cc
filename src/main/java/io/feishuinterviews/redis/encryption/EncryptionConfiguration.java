package io.feishuinterviews.redis.encryption;

import java.util.List;

import io.feishuinterviews.redis.ConditionalOnRedis;
import io.feishuinterviews.settings.SettingException;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures how the data in Redis is protected.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RedisProperties.class)
class EncryptionConfiguration {

	@Bean
	@ConditionalOnRedis
	KeyNames keyNames(@Value("${feishu.app-id}") String appId, RedisProperties properties) {
		return new KeyNames(appId.strip(), keys(properties));
	}

	@Bean
	@ConditionalOnRedis
	ValueCipher valueCipher(RedisProperties properties) {
		return new ValueCipher(keys(properties));
	}

	private static List<EncryptionKey> keys(RedisProperties properties) {
		if (properties.encryptionKeys().isEmpty()) {
			throw new SettingException(
					"Redis is configured (spring.data.redis), but interviews.redis.encryption-keys is not set.",
					"""
							Set INTERVIEWS_REDIS_ENCRYPTIONKEYS to 32 random bytes in Base64, the same for all instances:
							    openssl rand -base64 32
							""");
		}
		return properties.encryptionKeys();
	}

}
