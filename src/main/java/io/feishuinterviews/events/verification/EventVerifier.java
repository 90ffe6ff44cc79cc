package io.feishuinterviews.events.verification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.feishuinterviews.events.verification.RefusedRequestException.Step;
import tools.jackson.databind.JsonNode;

/**
 * Verifies that a request comes from Feishu, is for this app, and is not old. The URL is
 * public, so requests may come from any sender. The order of the steps matters: nothing
 * is decrypted before its signature is verified, except a challenge, which Feishu does
 * not sign.
 */
public final class EventVerifier {

	/**
	 * How long ago a request may have been signed: Feishu repeats an event for about 7
	 * hours.
	 */
	public static final Duration MAX_AGE = Duration.ofHours(8);

	/**
	 * How far in the future a request may be signed, since clocks differ.
	 */
	public static final Duration MAX_AHEAD = Duration.ofMinutes(5);

	private final Signature signature;

	private final BodyCipher cipher;

	private final byte[] token;

	private final String appId;

	private final Clock clock;

	/**
	 * Create a verifier.
	 * @param encryptKey the Encrypt Key
	 * @param verificationToken the Verification Token
	 * @param appId the ID of the app
	 * @param clock the time
	 */
	public EventVerifier(String encryptKey, String verificationToken, String appId, Clock clock) {
		this.signature = new Signature(encryptKey);
		this.cipher = new BodyCipher(encryptKey);
		this.token = bytes(verificationToken);
		this.appId = appId;
		this.clock = clock;
	}

	/**
	 * Verify a request.
	 * @param request the request
	 * @return what Feishu has sent
	 * @throws RefusedRequestException if it does not come from Feishu, or is not an event
	 * for this app
	 */
	public VerifiedRequest verify(SignedRequest request) {
		if (request.hasSignature()) {
			this.signature.verify(request);
		}
		EventEnvelope envelope = new EventEnvelope(decrypt(request.body()));
		if (envelope.isChallenge()) {
			verifyToken(envelope);
			return new VerifiedRequest.Challenge(envelope.challenge());
		}
		if (!request.hasSignature()) {
			throw new RefusedRequestException(Step.SIGNATURE);
		}
		verifyToken(envelope);
		if (!envelope.appId().equals(this.appId)) {
			throw new RefusedRequestException(Step.APP);
		}
		verifyTime(String.valueOf(request.timestamp()));
		return new VerifiedRequest.Event(envelope.event());
	}

	private JsonNode decrypt(byte[] body) {
		JsonNode encrypted = StrictJson.readObject(body, Step.ENCRYPTION);
		return StrictJson.readObject(this.cipher.decrypt(StrictJson.text(encrypted, "encrypt", Step.ENCRYPTION)),
				Step.CONTENT);
	}

	private void verifyToken(EventEnvelope envelope) {
		if (!MessageDigest.isEqual(this.token, bytes(envelope.token()))) {
			throw new RefusedRequestException(Step.TOKEN);
		}
	}

	private void verifyTime(String timestamp) {
		Instant signed = Instant.ofEpochSecond(Long.parseLong(timestamp));
		Instant now = this.clock.instant();
		if (signed.isBefore(now.minus(MAX_AGE)) || signed.isAfter(now.plus(MAX_AHEAD))) {
			throw new RefusedRequestException(Step.TIME);
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
