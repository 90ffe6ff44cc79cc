package io.feishuinterviews.events.verification;

import java.security.GeneralSecurityException;
import java.util.Base64;

import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.feishuinterviews.events.verification.RefusedRequestException.Step;
import io.feishuinterviews.hash.Sha256;

/**
 * Decrypts bodies: AES-256-CBC with PKCS #7 padding, after a random IV, in Base64. The
 * key is the SHA-256 of the Encrypt Key. All failures are alike, since CBC would
 * otherwise reveal what is encrypted (a padding oracle).
 */
final class BodyCipher {

	private static final int BLOCK = 16;

	private final SecretKeySpec key;

	BodyCipher(String encryptKey) {
		this.key = new SecretKeySpec(Sha256.of(encryptKey), "AES");
	}

	/**
	 * Decrypt a body.
	 * @param base64 the IV and the encrypted text
	 * @return the text
	 * @throws RefusedRequestException if it is not encrypted with the key
	 */
	byte[] decrypt(String base64) {
		try {
			byte[] encrypted = Base64.getDecoder().decode(base64);
			if (encrypted.length < 2 * BLOCK) {
				throw new RefusedRequestException(Step.ENCRYPTION);
			}
			// what the JDK calls PKCS5Padding is PKCS #7, and each byte of it is checked
			Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding");
			cipher.init(Cipher.DECRYPT_MODE, this.key, new IvParameterSpec(encrypted, 0, BLOCK));
			return cipher.doFinal(encrypted, BLOCK, encrypted.length - BLOCK);
		}
		catch (IllegalArgumentException | GeneralSecurityException ex) {
			throw new RefusedRequestException(Step.ENCRYPTION);
		}
	}

}
