package io.feishuinterviews.representation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;

/**
 * Bytes as one gzip member (RFC 1952), all of which but a head can become part of another
 * member without being compressed again: its deflate blocks (RFC 1951) begin and end with
 * a whole byte, refer to nothing before them, and none is the last.
 */
final class GzipText {

	static final byte[] HEADER = { 0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, (byte) 0xff };

	/**
	 * An empty block that is the last; then CRC and length.
	 */
	static final int TRAILER = 10;

	/**
	 * Longer content is compressed in a small part of the time, to a third more bytes.
	 */
	private static final int LARGE = 64 * 1024;

	private static final int MAX_STORED = 0xffff;

	/**
	 * Shorter pieces gain less by compression than the memory for it costs.
	 */
	private static final int MIN_COMPRESSED = 512;

	private final byte[] member;

	private final int length;

	private final int rest;

	private final int restLength;

	private final int restCrc;

	/**
	 * Compress bytes.
	 * @param bytes the bytes
	 * @param head how many of them are not to become part of another member
	 */
	GzipText(byte[] bytes, int head) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 4 + 64);
		out.writeBytes(HEADER);
		store(bytes, head, out);
		this.rest = out.size();
		deflate(bytes, head, out);
		out.writeBytes(trailer(Crc.of(bytes, 0, bytes.length), bytes.length));
		this.member = out.toByteArray();
		this.length = bytes.length;
		this.restLength = bytes.length - head;
		this.restCrc = Crc.of(bytes, head, bytes.length);
	}

	/**
	 * Return the whole member.
	 * @return its bytes, not to be changed
	 */
	byte[] member() {
		return this.member;
	}

	/**
	 * Return how many bytes there are when decompressed.
	 * @return the length
	 */
	int length() {
		return this.length;
	}

	/**
	 * Return the deflate blocks after the head.
	 * @return a piece of a member
	 */
	Piece rest() {
		return new Piece(this.member, this.rest, this.member.length - TRAILER - this.rest, this.restLength,
				this.restCrc);
	}

	/**
	 * Decompress the bytes as they are read.
	 * @return the bytes; to be closed
	 */
	InputStream decompress() {
		try {
			return new GZIPInputStream(new ByteArrayInputStream(this.member), 4096);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Compress bytes to be a piece of a member.
	 * @param bytes the bytes
	 * @return the piece
	 */
	static Piece piece(byte[] bytes) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 16);
		if (bytes.length < MIN_COMPRESSED) {
			store(bytes, bytes.length, out);
		}
		else {
			deflate(bytes, 0, out);
		}
		return new Piece(out.toByteArray(), 0, out.size(), bytes.length, Crc.of(bytes, 0, bytes.length));
	}

	/**
	 * Return what ends a member.
	 * @param crc the CRC of all bytes
	 * @param length how many there are
	 * @return the last block, the CRC and the length
	 */
	static byte[] trailer(int crc, long length) {
		return ByteBuffer.allocate(TRAILER)
			.order(ByteOrder.LITTLE_ENDIAN)
			.put((byte) 3)
			.put((byte) 0)
			.putInt(crc)
			.putInt((int) length)
			.array();
	}

	private static void store(byte[] bytes, int length, ByteArrayOutputStream out) {
		if (length > MAX_STORED) {
			throw new IllegalArgumentException("too long for one block");
		}
		out.writeBytes(ByteBuffer.allocate(5)
			.order(ByteOrder.LITTLE_ENDIAN)
			.put((byte) 0)
			.putShort((short) length)
			.putShort((short) ~length)
			.array());
		out.write(bytes, 0, length);
	}

	private static void deflate(byte[] bytes, int from, ByteArrayOutputStream out) {
		int level = (bytes.length > LARGE) ? Deflater.BEST_SPEED : Deflater.DEFAULT_COMPRESSION;
		Deflater deflater = new Deflater(level, true);
		try {
			// a synchronizing flush completes the last block
			DeflaterOutputStream deflate = new DeflaterOutputStream(out, deflater, 8192, true);
			deflate.write(bytes, from, bytes.length - from);
			deflate.flush();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		finally {
			deflater.end();
		}
	}

	/**
	 * Deflate blocks that can be put anywhere between a member's header and trailer.
	 *
	 * @param bytes where the blocks are
	 * @param offset where they begin
	 * @param size how many bytes they have
	 * @param length how many bytes they have when decompressed
	 * @param crc the CRC of the bytes when decompressed
	 */
	record Piece(byte[] bytes, int offset, int size, int length, int crc) {

	}

}
