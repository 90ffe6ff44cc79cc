package io.feishuinterviews.representation;

import java.util.zip.CRC32;

/**
 * Computes CRC-32 (RFC 1952 section 8) of bytes, and of concatenated pieces with known
 * CRCs. The latter is zlib's {@code crc32_combine}.
 */
final class Crc {

	private static final int POLYNOMIAL = 0xEDB88320;

	/**
	 * The polynomial {@code x^0}, bits reflected.
	 */
	private static final int ONE = 1 << 31;

	/**
	 * {@code x^(2^n)} modulo the polynomial.
	 */
	private static final int[] POWERS = powers();

	private Crc() {
	}

	/**
	 * Return the CRC of bytes.
	 * @param bytes where they are
	 * @param from the first one
	 * @param to the one after the last
	 * @return the CRC
	 */
	static int of(byte[] bytes, int from, int to) {
		CRC32 crc = new CRC32();
		crc.update(bytes, from, to - from);
		return (int) crc.getValue();
	}

	/**
	 * Return the CRC of two pieces, one after the other.
	 * @param first the CRC of the first piece
	 * @param second the CRC of the second piece
	 * @param length how many bytes the second piece has
	 * @return the CRC of both
	 */
	static int combine(int first, int second, long length) {
		// appending n bytes multiplies by x^(8 * n)
		int power = ONE;
		int bit = 3;
		for (long left = length; left != 0; left >>>= 1) {
			if ((left & 1) != 0) {
				power = multiply(POWERS[bit & 31], power);
			}
			bit++;
		}
		return multiply(power, first) ^ second;
	}

	private static int multiply(int one, int other) {
		int product = 0;
		int factor = other;
		for (int mask = ONE; mask != 0; mask >>>= 1) {
			if ((one & mask) != 0) {
				product ^= factor;
			}
			factor = ((factor & 1) != 0) ? (factor >>> 1) ^ POLYNOMIAL : factor >>> 1;
		}
		return product;
	}

	private static int[] powers() {
		int[] powers = new int[32];
		powers[0] = ONE >>> 1;
		for (int n = 1; n < powers.length; n++) {
			powers[n] = multiply(powers[n - 1], powers[n - 1]);
		}
		return powers;
	}

}
