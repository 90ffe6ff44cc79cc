package io.feishuinterviews.redis.encryption;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret from which the keys for names and values in Redis are derived. Public, so that
 * Spring Boot can create it from a setting.
 *
 * @param base64 32 random bytes in Base64
 */
public record EncryptionKey(String base64) {

	private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{43}=");

	private static final String HMAC = "HmacSHA256";

	public EncryptionKey {
		base64 = base64.strip();
	}

	boolean isValid() {
		return BASE64.matcher(this.base64).matches();
	}

	/**
	 * Derive a key: HKDF-SHA256 (RFC 5869), without salt and of one block.
	 * @param purpose what the key is for
	 * @return 32 bytes
	 */
	byte[] derive(String purpose) {
		byte[] pseudorandomKey = hmac(new byte[32], Base64.getDecoder().decode(this.base64));
		return hmac(pseudorandomKey, ("feishu-interviews " + purpose + "\u0001").getBytes(StandardCharsets.US_ASCII));
	}

	static byte[] hmac(byte[] key, byte[] data) {
		try {
			Mac mac = Mac.getInstance(HMAC);
			mac.init(new SecretKeySpec(key, HMAC));
			return mac.doFinal(data);
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Hides the key.
	 */
	@Override
	public String toString() {
		return "******";
	}

}
