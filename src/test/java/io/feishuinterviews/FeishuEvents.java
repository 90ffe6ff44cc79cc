package io.feishuinterviews;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Events as Feishu sends them: encrypted and signed.
 *
 * @param encryptKey the Encrypt Key
 * @param token the Verification Token
 * @param appId the app that they are for
 */
public record FeishuEvents(String encryptKey, String token, String appId) {

	/**
	 * The header with the time.
	 */
	public static final String TIMESTAMP = "X-Lark-Request-Timestamp";

	/**
	 * The header with the nonce.
	 */
	public static final String NONCE = "X-Lark-Request-Nonce";

	/**
	 * The header with the signature.
	 */
	public static final String SIGNATURE = "X-Lark-Signature";

	private static final SecureRandom random = new SecureRandom();

	/**
	 * The events that the sandbox sends.
	 */
	public static final FeishuEvents SANDBOX = new FeishuEvents(Sandbox.ENCRYPT_KEY, Sandbox.VERIFICATION_TOKEN,
			Sandbox.APP_ID);

	/**
	 * Return an event of schema 2.0.
	 * @param id its ID
	 * @param type its type
	 * @param content its content, as JSON
	 * @return the event, as JSON
	 */
	public String event(String id, String type, String content) {
		return """
				{"schema":"2.0","header":{"event_id":"%s","event_type":"%s","create_time":"1608725989000",\
				"token":"%s","app_id":"%s","tenant_key":"2ca1d211f64f6438"},"event":%s}""".formatted(id, type,
				this.token, this.appId, content);
	}

	/**
	 * Return an event of schema 1.0.
	 * @param id its ID
	 * @param type its type
	 * @return the event, as JSON
	 */
	public String oldEvent(String id, String type) {
		return """
				{"ts":"1502199207.7171419","uuid":"%s","token":"%s","type":"event_callback",\
				"event":{"type":"%s","app_id":"%s","tenant_key":"2ca1d211f64f6438"}}""".formatted(id, this.token, type,
				this.appId);
	}

	/**
	 * Return an event about a store app, which is of schema 1.0.
	 * @param id its ID
	 * @param type its type
	 * @param more further fields of its content, as JSON, each after a comma
	 * @return the event, as JSON
	 */
	public String appEvent(String id, String type, String more) {
		return appEvent(id, "1502199207.7171419", type, more);
	}

	/**
	 * Return such an event.
	 * @param id its ID
	 * @param time when it happened, in seconds with a fraction
	 * @param type its type
	 * @param more further fields of its content, as JSON, each after a comma
	 * @return the event, as JSON
	 */
	public String appEvent(String id, String time, String type, String more) {
		return """
				{"ts":"%s","uuid":"%s","token":"%s","type":"event_callback",\
				"event":{"type":"%s","app_id":"%s"%s}}""".formatted(time, id, this.token, type, this.appId, more);
	}

	/**
	 * Return the request that Feishu sends when the request URL is saved.
	 * @param challenge the value that Feishu expects in the response
	 * @return the request, as JSON
	 */
	public String challenge(String challenge) {
		return """
				{"challenge":"%s","token":"%s","type":"url_verification"}""".formatted(challenge, this.token);
	}

	/**
	 * Encrypt a text.
	 * @param json the text
	 * @return the body that Feishu sends
	 */
	public String encrypted(String json) {
		byte[] iv = new byte[16];
		random.nextBytes(iv);
		return encrypted(json, iv);
	}

	/**
	 * Encrypt a text, always in the same way.
	 * @param json the text
	 * @param iv the IV, 16 bytes
	 * @return the body that Feishu sends
	 */
	public String encrypted(String json, byte[] iv) {
		try {
			Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
			cipher.init(Cipher.ENCRYPT_MODE,
					new SecretKeySpec(sha256(this.encryptKey.getBytes(StandardCharsets.UTF_8)), "AES"),
					new IvParameterSpec(iv));
			byte[] encrypted = cipher.doFinal(json.getBytes(StandardCharsets.UTF_8));
			return body(ByteBuffer.allocate(16 + encrypted.length).put(iv).put(encrypted).array());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return a body with these bytes, the first of which are the IV.
	 */
	public static String body(byte[] encrypted) {
		return "{\"encrypt\":\"" + Base64.getEncoder().encodeToString(encrypted) + "\"}";
	}

	/**
	 * Sign a body.
	 * @param time when
	 * @param body the body
	 * @return the headers, names and values in turn
	 */
	public String[] headers(Instant time, String body) {
		String nonce = Long.toString(random.nextLong(1, Long.MAX_VALUE));
		String timestamp = Long.toString(time.getEpochSecond());
		return headers(timestamp, nonce, sign(timestamp, nonce, body.getBytes(StandardCharsets.UTF_8)));
	}

	/**
	 * Return headers.
	 */
	public static String[] headers(String timestamp, String nonce, String signature) {
		return Stream
			.of("Content-Type", "application/json;charset=utf-8", TIMESTAMP, timestamp, NONCE, nonce, SIGNATURE,
					signature)
			.toArray(String[]::new);
	}

	/**
	 * Return the signature of a body.
	 */
	public String sign(String timestamp, String nonce, byte[] body) {
		byte[] before = (timestamp + nonce + this.encryptKey).getBytes(StandardCharsets.UTF_8);
		return HexFormat.of()
			.formatHex(sha256(ByteBuffer.allocate(before.length + body.length).put(before).put(body).array()));
	}

	private static byte[] sha256(byte[] bytes) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(bytes);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public String toString() {
		return "FeishuEvents of " + this.appId;
	}

}
