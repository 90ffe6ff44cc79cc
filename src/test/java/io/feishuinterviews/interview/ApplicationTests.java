package io.feishuinterviews.interview;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Applications and their keys.
 */
class ApplicationTests {

	@Test
	void keysDistinguishApplicationsOfDifferentTenants() {
		Application own = new Application(Tenant.OWN, "1");
		Application other = new Application(Tenant.of("tenant"), "1");
		assertThat(own.key()).isNotEqualTo(other.key());
		assertThat(Application.ofKey(own.key())).contains(own);
		assertThat(Application.ofKey(other.key())).contains(other);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1", "/", "a/", "a/b/c", "a b/1", "/a b" })
	void rejectsInvalidApplicationKeys(String key) {
		assertThat(Application.ofKey(key)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a/b", "a:b" })
	void rejectsInvalidApplicationIds(String id) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Application(Tenant.OWN, id));
	}

}
