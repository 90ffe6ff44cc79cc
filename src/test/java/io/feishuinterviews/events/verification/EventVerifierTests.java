package io.feishuinterviews.events.verification;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;

import com.lark.oapi.core.utils.Decryptor;
import com.lark.oapi.event.EventDispatcher;
import io.feishuinterviews.FeishuEvents;
import io.feishuinterviews.Sandbox;
import io.feishuinterviews.events.FeishuEvent;
import io.feishuinterviews.events.verification.RefusedRequestException.Step;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Each step of the verification, with a request that would pass without it.
 */
class EventVerifierTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private static final String TIMESTAMP = Long.toString(NOW.getEpochSecond());

	private static final FeishuEvents events = FeishuEvents.SANDBOX;

	private static final String EVENT = events.event("e-1", "hire.talent.deleted_v1", "{\"talent_id\":\"7\"}");

	private final EventVerifier verifier = new EventVerifier(Sandbox.ENCRYPT_KEY, Sandbox.VERIFICATION_TOKEN,
			Sandbox.APP_ID, Clock.fixed(NOW, ZoneOffset.UTC));

	@Test
	void acceptsAnEventOfSchema2() {
		FeishuEvent event = event(signed(events.encrypted(EVENT)));
		assertThat(event.id()).isEqualTo("e-1");
		assertThat(event.type()).isEqualTo("hire.talent.deleted_v1");
		assertThat(event.tenantKey()).isEqualTo("2ca1d211f64f6438");
		assertThat(event.content().get("talent_id").asString()).isEqualTo("7");
	}

	@Test
	void acceptsAnEventOfSchema1() {
		FeishuEvent event = event(signed(events.encrypted(events.oldEvent("u-1", "app_open"))));
		assertThat(event.id()).isEqualTo("u-1");
		assertThat(event.type()).isEqualTo("app_open");
		assertThat(event.tenantKey()).isEqualTo("2ca1d211f64f6438");
	}

	@Test
	void acceptsAnEventWithoutATenant() {
		String ticket = """
				{"ts":"1","uuid":"u","token":"%s","type":"event_callback","event":{"app_id":"%s","app_ticket":"t","type":"app_ticket"}}"""
			.formatted(Sandbox.VERIFICATION_TOKEN, Sandbox.APP_ID);
		assertThat(event(signed(events.encrypted(ticket))).tenantKey()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"\"", "{}", "[1]" })
	void acceptsAnEventWhoseTenantIsNoText(String tenant) {
		String event = EVENT.replace("\"2ca1d211f64f6438\"", tenant);
		assertThat(event(signed(events.encrypted(event))).tenantKey()).isNull();
	}

	@Test
	void textOfAnEventHasOneLineAndNoContent() {
		FeishuEvent event = event(signed(events.encrypted(events.event("e\\n1", "t\\n2", "{\"talent_id\":\"7\"}"))));
		assertThat(event.id()).isEqualTo("e\n1");
		assertThat(event).hasToString("FeishuEvent[t%0A2 e%0A1]");
	}

	@Test
	void acceptsAnEventThatTheOfficialSdkSigns() throws Exception {
		String body = events.encrypted(EVENT);
		String signature = new SdkSignature().calculateSignature(TIMESTAMP, "nonce", Sandbox.ENCRYPT_KEY, body);
		assertThat(event(new SignedRequest(TIMESTAMP, "nonce", signature, bytes(body))).id()).isEqualTo("e-1");
		assertThat(new Decryptor(Sandbox.ENCRYPT_KEY).decrypt(body.replaceAll(".*:\"|\"}", ""))).isEqualTo(EVENT);
	}

	@Test
	void readsTheExampleOfFeishusDocumentation() {
		BodyCipher cipher = new BodyCipher("test key");
		assertThat(cipher.decrypt("P37w+VZImNgPEO1RBhJ6RtKl7n6zymIbEG1pReEzghk=")).asString().isEqualTo("hello world");
	}

	@Test
	void answersAnUnsignedChallenge() {
		assertThat(this.verifier.verify(unsigned(events.encrypted(events.challenge("ajls384kdjx98XX")))))
			.isEqualTo(new VerifiedRequest.Challenge("ajls384kdjx98XX"));
	}

	@Test
	void answersASignedChallenge() {
		assertThat(this.verifier.verify(signed(events.encrypted(events.challenge("a")))))
			.isEqualTo(new VerifiedRequest.Challenge("a"));
	}

	@Test
	void refusesAChallengeThatIsNotEncrypted() {
		assertRefused(unsigned(events.challenge("a")), Step.ENCRYPTION);
		assertRefused(signed(events.challenge("a")), Step.ENCRYPTION);
	}

	@Test
	void refusesAChallengeWithAnotherToken() {
		FeishuEvents other = new FeishuEvents(Sandbox.ENCRYPT_KEY, "other", Sandbox.APP_ID);
		assertRefused(unsigned(other.encrypted(other.challenge("a"))), Step.TOKEN);
	}

	@Test
	void refusesAnEventWithoutASignature() {
		assertRefused(unsigned(events.encrypted(EVENT)), Step.SIGNATURE);
	}

	@Test
	void refusesAnEventThatIsNotEncrypted() {
		assertRefused(signed(EVENT), Step.ENCRYPTION);
	}

	@Test
	void refusesAnEventEncryptedWithAnotherKey() {
		FeishuEvents other = new FeishuEvents("other", Sandbox.VERIFICATION_TOKEN, Sandbox.APP_ID);
		for (int i = 0; i < 300; i++) {
			// once in 256 times, the padding of what is decrypted is right by chance
			SignedRequest request = signed(other.encrypted(EVENT));
			assertThatExceptionOfType(RefusedRequestException.class).isThrownBy(() -> this.verifier.verify(request))
				.satisfies((ex) -> assertThat(ex.step()).isIn(Step.ENCRYPTION, Step.CONTENT));
		}
	}

	@Test
	void refusesAnEventSignedWithAnotherKey() {
		String body = events.encrypted(EVENT);
		FeishuEvents other = new FeishuEvents("other", Sandbox.VERIFICATION_TOKEN, Sandbox.APP_ID);
		assertRefused(new SignedRequest(TIMESTAMP, "nonce", other.sign(TIMESTAMP, "nonce", bytes(body)), bytes(body)),
				Step.SIGNATURE);
	}

	@Test
	void refusesAnotherTokenAndAnotherApp() {
		FeishuEvents token = new FeishuEvents(Sandbox.ENCRYPT_KEY, Sandbox.VERIFICATION_TOKEN + "x", Sandbox.APP_ID);
		FeishuEvents app = new FeishuEvents(Sandbox.ENCRYPT_KEY, Sandbox.VERIFICATION_TOKEN, "cli_other");
		assertRefused(signed(token.encrypted(token.event("e", "t", "{}"))), Step.TOKEN);
		assertRefused(signed(token.encrypted(token.oldEvent("e", "t"))), Step.TOKEN);
		assertRefused(signed(app.encrypted(app.event("e", "t", "{}"))), Step.APP);
		assertRefused(signed(app.encrypted(app.oldEvent("e", "t"))), Step.APP);
	}

	@Test
	void refusesAnEventWithoutATokenOrAnApp() {
		assertRefused(signed(events.encrypted(EVENT.replace("\"token\"", "\"tokens\""))), Step.TOKEN);
		assertRefused(signed(events.encrypted(EVENT.replaceAll("\"token\":\"[^\"]*\"", "\"token\":null"))), Step.TOKEN);
		assertRefused(signed(events.encrypted(EVENT.replace("\"app_id\"", "\"app\""))), Step.APP);
	}

	@ParameterizedTest
	@CsvSource({ "-28800, true", "-28801, false", "300, true", "301, false", "-1700000000, false" })
	void refusesWhatWasSignedLongAgoOrInTheFuture(int seconds, boolean accepted) {
		String body = events.encrypted(EVENT);
		String timestamp = "%010d".formatted(NOW.getEpochSecond() + seconds);
		SignedRequest request = new SignedRequest(timestamp, "n", events.sign(timestamp, "n", bytes(body)),
				bytes(body));
		if (accepted) {
			assertThat(event(request).id()).isEqualTo("e-1");
		}
		else {
			assertRefused(request, Step.TIME);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "1", "176722560", "17672256000", "0176722560 ", "+767225600", "1767225600\n",
			"１７６７２２５６００", "1767225600, 1767225600", "Thu Jan 01 2026" })
	void refusesATimestampThatIsNotTenDigitsAlthoughTheSignatureIsRight(String timestamp) {
		String body = events.encrypted(EVENT);
		assertRefused(new SignedRequest(timestamp, "nonce", events.sign(timestamp, "nonce", bytes(body)), bytes(body)),
				Step.SIGNATURE);
	}

	@Test
	void refusesDigitsThatMoveFromTheTimestampToTheNonce() {
		String body = events.encrypted(EVENT);
		String signature = events.sign(TIMESTAMP, "123", bytes(body));
		assertThat(signature).isEqualTo(events.sign(TIMESTAMP + "123", "", bytes(body)));
		assertRefused(new SignedRequest(TIMESTAMP + "123", "", signature, bytes(body)), Step.SIGNATURE);
		assertRefused(new SignedRequest(TIMESTAMP.substring(0, 9), TIMESTAMP.charAt(9) + "123", signature, bytes(body)),
				Step.SIGNATURE);
		assertRefused(new SignedRequest(TIMESTAMP + "1", "23", signature, bytes(body)), Step.SIGNATURE);
	}

	@Test
	void refusesWhatIsSignedInPart() {
		String body = events.encrypted(EVENT);
		String signature = events.sign(TIMESTAMP, "n", bytes(body));
		assertRefused(new SignedRequest(null, "n", signature, bytes(body)), Step.SIGNATURE);
		assertRefused(new SignedRequest(TIMESTAMP, null, signature, bytes(body)), Step.SIGNATURE);
		assertRefused(new SignedRequest(TIMESTAMP, "n", null, bytes(body)), Step.SIGNATURE);
		assertRefused(new SignedRequest(TIMESTAMP, "n", "", bytes(body)), Step.SIGNATURE);
		assertRefused(new SignedRequest(TIMESTAMP, "n", signature.substring(2), bytes(body)), Step.SIGNATURE);
		assertRefused(new SignedRequest(TIMESTAMP, "n", signature + signature, bytes(body)), Step.SIGNATURE);
	}

	@Test
	void refusesABodyThatWasExtendedAndSignedWithoutTheKey() {
		String body = events.encrypted(EVENT);
		String signature = events.sign(TIMESTAMP, "nonce", bytes(body));
		int length = (TIMESTAMP + "nonce" + Sandbox.ENCRYPT_KEY + body).length();
		byte[] suffix = bytes(events.encrypted(EVENT.replace("e-1", "e-2")));
		ByteArrayOutputStream longer = new ByteArrayOutputStream();
		longer.writeBytes(bytes(body));
		longer.writeBytes(LengthExtension.padding(length));
		longer.writeBytes(suffix);
		String forged = LengthExtension.hash(signature, length, suffix);
		assertThat(forged).as("the forged signature is right")
			.isEqualTo(events.sign(TIMESTAMP, "nonce", longer.toByteArray()));
		assertRefused(new SignedRequest(TIMESTAMP, "nonce", forged, longer.toByteArray()), Step.ENCRYPTION);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"encrypt\":\"%s\"}x", "{\"encrypt\":\"%s\"}{}", "{\"encrypt\":\"%s\"} \u0000",
			"{\"encrypt\":\"%1$s\",\"encrypt\":\"%1$s\"}", "[{\"encrypt\":\"%s\"}]", "\"%s\"", "%s",
			"{\"encrypt\":[\"%s\"]}", "{\"encrypt\":\"%s\"", "{encrypt:\"%s\"}", "{'encrypt':'%s'}",
			"//\n{\"encrypt\":\"%s\"}", "{}", "", "null" })
	void refusesABodyThatIsNotOneJsonObjectAlthoughTheSignatureIsRight(String form) {
		String encrypted = events.encrypted(EVENT).replaceAll(".*:\"|\"}", "");
		assertRefused(signed(form.formatted(encrypted)), Step.ENCRYPTION);
	}

	@ParameterizedTest
	@ValueSource(strings = { "%s x", "%s{}", "[%s]", "{}", "", "null", "1", "{\"a\":1,%1$s", "\u0000" })
	void refusesWhatIsNotAnEventAlthoughItIsSignedAndEncrypted(String form) {
		SignedRequest request = signed(events.encrypted(form.formatted(EVENT)));
		assertThatExceptionOfType(RefusedRequestException.class).isThrownBy(() -> this.verifier.verify(request))
			.satisfies((ex) -> assertThat(ex.step()).isIn(Step.CONTENT, Step.TOKEN));
	}

	@Test
	void refusesNamesThatOccurTwice() {
		assertRefused(signed(events.encrypted(EVENT.replace("\"7\"", "\"7\",\"talent_id\":\"8\""))), Step.CONTENT);
		assertRefused(signed(events.encrypted(EVENT.replace("\"event\"", "\"event\":{},\"event\""))), Step.CONTENT);
	}

	@ParameterizedTest
	@ValueSource(strings = { "event_id", "event_type" })
	void refusesAnEventWithoutAnIdOrAType(String name) {
		assertRefused(signed(events.encrypted(EVENT.replace(name, "other"))), Step.CONTENT);
		assertRefused(signed(events.encrypted(EVENT.replaceAll(name + "\":\"[^\"]*\"", name + "\":\"\""))),
				Step.CONTENT);
		assertRefused(signed(events.encrypted(EVENT.replaceAll(name + "\":\"[^\"]*\"", name + "\":{}"))), Step.CONTENT);
		assertRefused(
				signed(events
					.encrypted(EVENT.replaceAll(name + "\":\"[^\"]*\"", name + "\":\"" + "x".repeat(257) + "\""))),
				Step.CONTENT);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 15, 16, 17, 31, 33, 47 })
	void refusesAnEncryptedTextOfAnImpossibleLength(int length) {
		assertRefused(signed(FeishuEvents.body(new byte[length])), Step.ENCRYPTION);
		assertRefused(unsigned(FeishuEvents.body(new byte[length])), Step.ENCRYPTION);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "====", "not base64", "QUJD*", "QUJD\\nQUJD", "\u4f60\u597d" })
	void refusesWhatIsNotBase64(String text) {
		assertRefused(unsigned("{\"encrypt\":\"" + text + "\"}"), Step.ENCRYPTION);
	}

	@Property(tries = 300)
	void refusesABodyAnyByteOfWhichWasChanged(@ForAll @IntRange(min = 0, max = 10_000) int where,
			@ForAll @IntRange(min = 1, max = 255) int change) {
		String body = events.encrypted(EVENT);
		byte[] changed = bytes(body);
		changed[where % changed.length] ^= (byte) change;
		assertRefused(new SignedRequest(TIMESTAMP, "nonce", events.sign(TIMESTAMP, "nonce", bytes(body)), changed),
				Step.SIGNATURE);
	}

	@Property(tries = 300)
	void refusesASignatureAnyDigitOfWhichWasChanged(@ForAll @IntRange(min = 0, max = 63) int where,
			@ForAll char digit) {
		String body = events.encrypted(EVENT);
		String signature = events.sign(TIMESTAMP, "nonce", bytes(body));
		Assume.that(signature.charAt(where) != digit);
		String changed = signature.substring(0, where) + digit + signature.substring(where + 1);
		assertRefused(new SignedRequest(TIMESTAMP, "nonce", changed, bytes(body)), Step.SIGNATURE);
	}

	/**
	 * An unsigned challenge has no other protection than the token in it: CBC has none.
	 */
	@Property(tries = 2000)
	void rejectsAChallengeWithAnotherTokenWhateverIvAndPadding(@ForAll @IntRange(min = 0, max = 95) int where,
			@ForAll @IntRange(min = 1, max = 255) int change) {
		FeishuEvents other = new FeishuEvents(Sandbox.ENCRYPT_KEY, "x", Sandbox.APP_ID);
		byte[] encrypted = Base64.getDecoder()
			.decode(other.encrypted(other.challenge("0123456789")).replaceAll(".*:\"|\"}", ""));
		encrypted[where % encrypted.length] ^= (byte) change;
		assertThatExceptionOfType(RefusedRequestException.class)
			.isThrownBy(() -> this.verifier.verify(unsigned(FeishuEvents.body(encrypted))));
	}

	private FeishuEvent event(SignedRequest request) {
		return ((VerifiedRequest.Event) this.verifier.verify(request)).event();
	}

	private void assertRefused(SignedRequest request, Step step) {
		assertThatExceptionOfType(RefusedRequestException.class).isThrownBy(() -> this.verifier.verify(request))
			.satisfies((ex) -> assertThat(ex.step()).isEqualTo(step));
	}

	private static SignedRequest signed(String body) {
		return new SignedRequest(TIMESTAMP, "nonce", events.sign(TIMESTAMP, "nonce", bytes(body)), bytes(body));
	}

	private static SignedRequest unsigned(String body) {
		return new SignedRequest(null, null, null, bytes(body));
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * The SDK's own code, which it does not make public.
	 */
	private static final class SdkSignature extends EventDispatcher {

		SdkSignature() {
			super(EventDispatcher.newBuilder(Sandbox.VERIFICATION_TOKEN, Sandbox.ENCRYPT_KEY));
		}

		@Override
		protected String calculateSignature(String timestamp, String nonce, String key, String body)
				throws NoSuchAlgorithmException {
			return super.calculateSignature(timestamp, nonce, key, body);
		}

	}

}
