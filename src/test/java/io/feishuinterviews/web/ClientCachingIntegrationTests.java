package io.feishuinterviews.web;

import java.net.http.HttpResponse;
import java.util.stream.Stream;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What clients, such as browsers, may store: not full phone numbers.
 */
class ClientCachingIntegrationTests extends IntegrationTest {

	static Stream<String> responses() {
		return Stream.of("/talents/7100000000000000001/interviews", "/talents/interviews?talentId=7100000000000000001",
				"/talents/interviews?talentId=7100000000000000001&talentId=error-1002102",
				"/open-apis/hire/v1/interviews/get_by_talent?talent_id=7100000000000000001");
	}

	@ParameterizedTest
	@MethodSource("responses")
	void forbidsClientsToStoreFullNumbers(String path) {
		HttpResponse<String> answer = get(path, as("recruiter"));
		assertThat(cacheControl(answer)).isEqualTo("private, no-store");
		assertThat(answer.headers().firstValue("Age")).isPresent();
		String etag = answer.headers().firstValue("ETag").orElseThrow();
		HttpResponse<String> current = get(path, as("recruiter", "If-None-Match", etag));
		assertThat(current.statusCode()).isEqualTo(304);
		assertThat(cacheControl(current)).isEqualTo("private, no-store");
	}

	@ParameterizedTest
	@MethodSource("responses")
	void letsClientsStoreMaskedNumbers(String path) {
		assertThat(cacheControl(get(path, as("reader")))).startsWith("private, ");
	}

	static String cacheControl(HttpResponse<String> answer) {
		return answer.headers().firstValue("Cache-Control").orElse("");
	}

}
