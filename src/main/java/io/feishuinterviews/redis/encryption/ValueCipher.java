package io.feishuinterviews.redis.encryption;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import org.jspecify.annotations.Nullable;

/**
 * Encrypts values with AES-256-GCM: a version, the key's ID, a random IV, and the
 * encrypted data with its tag. The first encryption key encrypts, all decrypt. Random IVs
 * are safe for 2<sup>32</sup> values of a key.
 */
public final class ValueCipher {

	/**
	 * The version of the format. A value of another version is not read, and one of a
	 * newer version is not replaced.
	 */
	public static final byte VERSION = 1;

	private static final int KEY_ID_LENGTH = 4;

	private static final int IV_LENGTH = 12;

	private static final int HEADER_LENGTH = 1 + KEY_ID_LENGTH + IV_LENGTH;

	private static final int TAG_LENGTH = 16;

	private final SecureRandom random = new SecureRandom();

	private final Map<ByteBuffer, SecretKeySpec> keys = new LinkedHashMap<>();

	private final ByteBuffer first;

	ValueCipher(List<EncryptionKey> keys) {
		for (EncryptionKey key : keys) {
			this.keys.putIfAbsent(id(key), new SecretKeySpec(key.derive("value"), "AES"));
		}
		this.first = id(keys.get(0));
	}

	private static ByteBuffer id(EncryptionKey key) {
		return ByteBuffer.wrap(Arrays.copyOf(key.derive("id"), KEY_ID_LENGTH)).asReadOnlyBuffer();
	}

	/**
	 * Encrypt a value.
	 * @param plaintext the value
	 * @param context what the value is about: it can be decrypted with the same context
	 * only
	 * @return the encrypted value
	 */
	public byte[] encrypt(byte[] plaintext, byte[] context) {
		byte[] iv = new byte[IV_LENGTH];
		this.random.nextBytes(iv);
		try {
			Cipher cipher = cipher(Cipher.ENCRYPT_MODE, this.keys.get(this.first), iv, context);
			ByteBuffer value = ByteBuffer.allocate(HEADER_LENGTH + plaintext.length + TAG_LENGTH);
			value.put(VERSION).put(this.first.duplicate()).put(iv);
			cipher.doFinal(ByteBuffer.wrap(plaintext), value);
			return value.array();
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Decrypt a value.
	 * @param value the encrypted value
	 * @param context what the value should be about
	 * @return the value, {@code null} if it is of another version, of an unknown key, of
	 * another context, or damaged
	 */
	public byte @Nullable [] decrypt(byte[] value, byte[] context) {
		if (value.length < HEADER_LENGTH + TAG_LENGTH || value[0] != VERSION) {
			return null;
		}
		SecretKeySpec key = this.keys.get(ByteBuffer.wrap(value, 1, KEY_ID_LENGTH));
		if (key == null) {
			return null;
		}
		try {
			byte[] iv = Arrays.copyOfRange(value, 1 + KEY_ID_LENGTH, HEADER_LENGTH);
			return cipher(Cipher.DECRYPT_MODE, key, iv, context).doFinal(value, HEADER_LENGTH,
					value.length - HEADER_LENGTH);
		}
		catch (GeneralSecurityException ex) {
			return null;
		}
	}

	private static Cipher cipher(int mode, @Nullable SecretKeySpec key, byte[] iv, byte[] context)
			throws GeneralSecurityException {
		Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
		cipher.init(mode, key, new GCMParameterSpec(TAG_LENGTH * Byte.SIZE, iv));
		cipher.updateAAD(new byte[] { VERSION });
		cipher.updateAAD(context);
		return cipher;
	}

}
