package io.feishuinterviews.interview;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TalentTests {

	private static final Tenant TENANT = Tenant.of("2ed263bf32cf1651");

	@Test
	void keyOfACustomAppsTalentIsItsId() {
		assertThat(new Talent(Tenant.OWN, "6949805467799537964").key()).isEqualTo("6949805467799537964");
	}

	@Test
	void keysDistinguishTalentsOfDifferentTenants() {
		assertThat(new Talent(TENANT, "1").key()).isEqualTo("2ed263bf32cf1651/1");
		assertThat(new Talent(TENANT, "1")).isNotEqualTo(new Talent(Tenant.OWN, "1"))
			.isNotEqualTo(new Talent(Tenant.of("other"), "1"))
			.isEqualTo(new Talent(Tenant.of("2ed263bf32cf1651"), "1"));
	}

	@Test
	void parsesTheKeyOfATalent() {
		for (Talent talent : new Talent[] { new Talent(Tenant.OWN, "1"), new Talent(TENANT, "a_B-9") }) {
			assertThat(Talent.ofKey(talent.key())).isEqualTo(talent);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "/", "/1", "tenant/", "tenant/1/2", "te nant/1", "1 2", "1\n" })
	void rejectsInvalidTalentKeys(String text) {
		assertThat(Talent.ofKey(text)).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a/b", "a\n", "租户" })
	void rejectsInvalidTalentIds(String id) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Talent(TENANT, id));
		assertThatIllegalArgumentException().isThrownBy(() -> Tenant.of(id));
	}

	@Test
	void tenantOfACustomAppHasNoKey() {
		assertThat(Tenant.OWN.isOwn()).isTrue();
		assertThat(TENANT.isOwn()).isFalse();
	}

}
