package io.feishuinterviews.api.documentation;

import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code security.txt}, with and without a contact.
 */
@TestPropertySource(properties = "interviews.security.anonymous-scopes=")
class SecurityTxtIntegrationTests extends IntegrationTest {

	private static final String PATH = "/.well-known/security.txt";

	@Test
	void servesNoSecurityTxtWithoutContact() {
		assertProblem(get(PATH), 401, "unauthenticated");
		assertProblem(get(PATH, as("reader")), 404, "no-such-path");
	}

	@Nested
	@TestPropertySource(properties = "interviews.security-txt.contact=mailto:security@example.com")
	class WithContact {

		@Autowired
		private Clock clock;

		@Test
		void servesSecurityTxtToEverybody() {
			HttpResponse<String> response = get(PATH);
			assertThat(response.statusCode()).isEqualTo(200);
			assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain;charset=utf-8");
			String[] lines = response.body().split("\n");
			assertThat(lines).hasSize(2);
			assertThat(lines[0]).isEqualTo("Contact: mailto:security@example.com");
			assertThat(lines[1]).startsWith("Expires: ");
			Instant expires = Instant.parse(lines[1].substring("Expires: ".length()));
			assertThat(Duration.between(this.clock.instant(), expires)).isBetween(Duration.ofDays(28),
					Duration.ofDays(31));
		}

	}

}
