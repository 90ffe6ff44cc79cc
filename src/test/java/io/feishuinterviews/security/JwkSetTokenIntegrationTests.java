package io.feishuinterviews.security;

import org.junit.jupiter.api.Tag;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Tokens of an identity provider whose keys are elsewhere than its metadata says.
 */
@Tag("slow")
class JwkSetTokenIntegrationTests extends AbstractTokenIntegrationTests {

	@DynamicPropertySource
	static void identityProvider(DynamicPropertyRegistry registry) {
		registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", provider::issuer);
		registry.add("spring.security.oauth2.resourceserver.jwt.jwk-set-uri",
				() -> feishu.url() + IdentityProvider.KEYS);
	}

}
