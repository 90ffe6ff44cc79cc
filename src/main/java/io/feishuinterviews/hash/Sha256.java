package io.feishuinterviews.hash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * SHA-256, which every Java platform has.
 */
public final class Sha256 {

	private Sha256() {
	}

	/**
	 * Return the hash of a text.
	 * @param text the text, hashed as UTF-8
	 * @return 32 bytes
	 */
	public static byte[] of(String text) {
		return of(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Return the hash of bytes.
	 * @param parts the bytes, one part after the other
	 * @return 32 bytes
	 */
	public static byte[] of(byte[]... parts) {
		try {
			MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
			for (byte[] part : parts) {
				sha256.update(part);
			}
			return sha256.digest();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
