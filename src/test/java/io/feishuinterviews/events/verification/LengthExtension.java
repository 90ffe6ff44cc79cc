package io.feishuinterviews.events.verification;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.stream.IntStream;

/**
 * The length extension of SHA-256: from the hash of an unknown text of a known length to
 * the hash of a longer text that begins with it.
 */
public final class LengthExtension {

	private static final int BLOCK = 64;

	/**
	 * The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
	 */
	private static final int[] ROUND = roundConstants();

	private LengthExtension() {
	}

	/**
	 * Return what comes between the text and the suffix: the padding of the text.
	 * @param length the length of the text
	 * @return the padding
	 */
	public static byte[] padding(int length) {
		int zeros = (2 * BLOCK - 9 - length % BLOCK) % BLOCK;
		return ByteBuffer.allocate(1 + zeros + 8).put((byte) 0x80).put(new byte[zeros]).putLong(length * 8L).array();
	}

	/**
	 * Return the hash of the text, its padding and a suffix.
	 * @param hash the hash of the text, in hexadecimal digits
	 * @param length the length of the text
	 * @param suffix the suffix
	 * @return the hash, in hexadecimal digits
	 */
	public static String hash(String hash, int length, byte[] suffix) {
		ByteBuffer known = ByteBuffer.wrap(HexFormat.of().parseHex(hash));
		int[] state = new int[8];
		known.asIntBuffer().get(state);
		int before = length + padding(length).length;
		ByteArrayOutputStream rest = new ByteArrayOutputStream();
		rest.writeBytes(suffix);
		rest.writeBytes(padding(before + suffix.length));
		ByteBuffer blocks = ByteBuffer.wrap(rest.toByteArray());
		while (blocks.hasRemaining()) {
			compress(state, blocks);
		}
		ByteBuffer result = ByteBuffer.allocate(32);
		result.asIntBuffer().put(state);
		return HexFormat.of().formatHex(result.array());
	}

	private static void compress(int[] state, ByteBuffer blocks) {
		int[] w = new int[64];
		for (int i = 0; i < 16; i++) {
			w[i] = blocks.getInt();
		}
		for (int i = 16; i < 64; i++) {
			int s0 = Integer.rotateRight(w[i - 15], 7) ^ Integer.rotateRight(w[i - 15], 18) ^ (w[i - 15] >>> 3);
			int s1 = Integer.rotateRight(w[i - 2], 17) ^ Integer.rotateRight(w[i - 2], 19) ^ (w[i - 2] >>> 10);
			w[i] = w[i - 16] + s0 + w[i - 7] + s1;
		}
		int[] v = state.clone();
		for (int i = 0; i < 64; i++) {
			int s1 = Integer.rotateRight(v[4], 6) ^ Integer.rotateRight(v[4], 11) ^ Integer.rotateRight(v[4], 25);
			int choice = (v[4] & v[5]) ^ (~v[4] & v[6]);
			int first = v[7] + s1 + choice + ROUND[i] + w[i];
			int s0 = Integer.rotateRight(v[0], 2) ^ Integer.rotateRight(v[0], 13) ^ Integer.rotateRight(v[0], 22);
			int majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2]);
			System.arraycopy(v, 0, v, 1, 7);
			v[4] += first;
			v[0] = first + s0 + majority;
		}
		for (int i = 0; i < 8; i++) {
			state[i] += v[i];
		}
	}

	private static int[] roundConstants() {
		int[] constants = new int[64];
		int found = 0;
		for (int number = 2; found < constants.length; number++) {
			int candidate = number;
			if (IntStream.rangeClosed(2, number / 2).noneMatch((divisor) -> candidate % divisor == 0)) {
				constants[found++] = fractionOfCubeRoot(number);
			}
		}
		return constants;
	}

	/**
	 * Return the first 32 bits after the point, exactly: the integer cube root of the
	 * number times 2<sup>96</sup>.
	 */
	private static int fractionOfCubeRoot(int number) {
		BigInteger scaled = BigInteger.valueOf(number).shiftLeft(96);
		BigInteger root = BigInteger.ZERO;
		for (int bit = 36; bit >= 0; bit--) {
			BigInteger larger = root.setBit(bit);
			if (larger.pow(3).compareTo(scaled) <= 0) {
				root = larger;
			}
		}
		return root.intValue();
	}

}
