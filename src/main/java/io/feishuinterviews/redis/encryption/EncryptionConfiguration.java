package io.feishuinterviews.redis.encryption;

import java.util.List;

import io.feishuinterviews.redis.ConditionalOnRedis;

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
			throw new MissingEncryptionKeysException();
		}
		return properties.encryptionKeys();
	}

}
