package io.feishuinterviews.redis.encryption;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How values and names are protected in Redis.
 */
class ValueCipherTests {

	private static final EncryptionKey A = key((byte) 1);

	private static final EncryptionKey B = key((byte) 2);

	private static final byte[] CONTEXT = "context".getBytes(StandardCharsets.UTF_8);

	private static final byte[] DATA = "data".getBytes(StandardCharsets.UTF_8);

	private final ValueCipher cipher = new ValueCipher(List.of(A));

	@Test
	void decryptsWhatItHasEncrypted() {
		byte[] value = this.cipher.encrypt(DATA, CONTEXT);
		assertThat(new String(value, StandardCharsets.UTF_8)).doesNotContain("data");
		assertThat(this.cipher.decrypt(value, CONTEXT)).isEqualTo(DATA);
	}

	@Test
	void encryptsTheSameValueToDifferentBytes() {
		assertThat(this.cipher.encrypt(DATA, CONTEXT)).isNotEqualTo(this.cipher.encrypt(DATA, CONTEXT));
	}

	@Test
	void decryptsNoValueOfAnotherContext() {
		assertThat(this.cipher.decrypt(this.cipher.encrypt(DATA, CONTEXT), DATA)).isNull();
	}

	@Test
	void decryptsNoDamagedValue() {
		byte[] value = this.cipher.encrypt(DATA, CONTEXT);
		for (int i = 0; i < value.length; i++) {
			byte[] damaged = value.clone();
			damaged[i] ^= 1;
			assertThat(this.cipher.decrypt(damaged, CONTEXT)).as("byte %d", i).isNull();
			assertThat(this.cipher.decrypt(Arrays.copyOf(value, i), CONTEXT)).isNull();
		}
	}

	@Test
	void decryptsWithEveryKeyAndEncryptsWithTheFirst() {
		ValueCipher both = new ValueCipher(List.of(B, A));
		assertThat(both.decrypt(this.cipher.encrypt(DATA, CONTEXT), CONTEXT)).isEqualTo(DATA);
		assertThat(this.cipher.decrypt(both.encrypt(DATA, CONTEXT), CONTEXT)).isNull();
		assertThat(new ValueCipher(List.of(B)).decrypt(both.encrypt(DATA, CONTEXT), CONTEXT)).isEqualTo(DATA);
	}

	@Test
	void namesOfATalentDependOnTheFirstKeyAndAllAreKnown() {
		KeyNames old = new KeyNames("app", List.of(A));
		KeyNames both = new KeyNames("app", List.of(B, A));
		assertThat(both.ofTalent(talent("t"))).isNotEqualTo(old.ofTalent(talent("t"))).doesNotContain("app");
		assertThat(both.allOfTalent(talent("t"))).containsExactly(both.ofTalent(talent("t")),
				old.ofTalent(talent("t")));
		assertThat(old.ofTalent(talent("u"))).isNotEqualTo(old.ofTalent(talent("t")));
		assertThat(new KeyNames("other", List.of(A)).ofTalent(talent("t"))).isNotEqualTo(old.ofTalent(talent("t")));
	}

	@Test
	void namesOfATalentDependOnItsTenant() {
		KeyNames names = new KeyNames("app", List.of(A));
		String own = names.ofTalent(talent("t"));
		String one = names.ofTalent(new Talent(Tenant.of("a"), "t"));
		assertThat(one).isNotEqualTo(own).isNotEqualTo(names.ofTalent(new Talent(Tenant.of("b"), "t")));
		assertThat(names.ofTalent(new Talent(Tenant.of("at"), "x")))
			.isNotEqualTo(names.ofTalent(new Talent(Tenant.of("a"), "tx")));
	}

	@Test
	void commonNamesDoNotDependOnTheKeys() {
		assertThat(new KeyNames("app", List.of(A)).common("x")).isEqualTo(new KeyNames("app", List.of(B)).common("x"))
			.isNotEqualTo(new KeyNames("other", List.of(A)).common("x"))
			.isNotEqualTo(new KeyNames("app", List.of(A)).common("y"));
	}

	@Test
	void nameOfATenantCannotBeComputedWithoutTheFirstKey() {
		KeyNames names = new KeyNames("app", List.of(A, B));
		Tenant acme = Tenant.of("acme");
		assertThat(names.ofTenant("x", acme)).isEqualTo(new KeyNames("app", List.of(A)).ofTenant("x", acme))
			.isNotEqualTo(new KeyNames("app", List.of(B, A)).ofTenant("x", acme))
			.isNotEqualTo(names.ofTenant("x", Tenant.of("globex")))
			.isNotEqualTo(names.ofTenant("y", acme))
			.isNotEqualTo(new KeyNames("other", List.of(A)).ofTenant("x", acme))
			.isNotIn(names.allOfTenant(acme));
		assertThat(names.keys()).isEqualTo(2);
	}

	@Test
	void derivesKeysByHkdf() {
		// computed with Python's hmac from 32 bytes of 1, no salt, and the info
		// "feishu-interviews value"
		assertThat(A.derive("value")).asHexString()
			.isEqualToIgnoringCase("60089ef7cd917b352c7a464f58dc3720f0b81b9f4f55cc298c5cc1f6bb2d70af");
		assertThat(A.derive("name")).isNotEqualTo(A.derive("value"));
	}

	private static EncryptionKey key(byte value) {
		byte[] key = new byte[32];
		Arrays.fill(key, value);
		return new EncryptionKey(Base64.getEncoder().encodeToString(key));
	}

	private static Talent talent(String id) {
		return new Talent(Tenant.OWN, id);
	}

}
