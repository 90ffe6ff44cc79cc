package io.feishuinterviews.web;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Clients may store nothing, whatever is set for full phone numbers.
 */
@TestPropertySource(properties = { "interviews.cache.client=no-store", "interviews.cache.client-with-contact=private" })
class ClientCachingSettingsIntegrationTests extends IntegrationTest {

	@ParameterizedTest
	@MethodSource("io.feishuinterviews.web.ClientCachingIntegrationTests#responses")
	void forbidsClientsToStoreResponses(String path) {
		for (String client : new String[] { "reader", "recruiter" }) {
			assertThat(ClientCachingIntegrationTests.cacheControl(get(path, as(client))))
				.isEqualTo("private, no-store");
		}
	}

}
