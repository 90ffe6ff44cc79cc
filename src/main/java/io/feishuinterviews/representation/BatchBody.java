package io.feishuinterviews.representation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Composes the body of a batch from the representations of its talents, without copying
 * or compressing them again: a compressed batch is one gzip member with their deflate
 * blocks.
 */
public final class BatchBody {

	/**
	 * What a piece takes beside its bytes.
	 */
	private static final int PIECE = 100;

	private final boolean gzip;

	private final ResponseMemory.Lease memory;

	private final List<Supplier<InputStream>> pieces = new ArrayList<>();

	private final ByteArrayOutputStream text = new ByteArrayOutputStream();

	private long size;

	private long length;

	private int crc;

	/**
	 * Begin a body.
	 * @param gzip whether it is compressed
	 * @param memory keeps the representations
	 */
	public BatchBody(boolean gzip, ResponseMemory.Lease memory) {
		this.gzip = gzip;
		this.memory = memory;
		if (gzip) {
			add(GzipText.HEADER, 0, GzipText.HEADER.length);
		}
	}

	/**
	 * Append a text.
	 * @param ascii the text
	 */
	public void append(String ascii) {
		append(ascii.getBytes(StandardCharsets.US_ASCII));
	}

	/**
	 * Append bytes.
	 * @param bytes the bytes
	 */
	public void append(byte[] bytes) {
		this.text.writeBytes(bytes);
	}

	/**
	 * Append all but the head of a representation, which {@link #memory} keeps.
	 * @param representation the representation
	 */
	public void append(Representation representation) {
		addText();
		byte[] plain = representation.bytes(false);
		if (this.gzip) {
			GzipText.Piece rest = representation.compressedRest();
			if (rest == null) {
				throw new IllegalArgumentException("not compressed");
			}
			add(rest);
		}
		else if (plain != null) {
			add(plain, representation.head(), plain.length - representation.head());
		}
		else {
			add(representation::decompressRest, representation.length() - representation.head());
		}
	}

	/**
	 * Return the whole.
	 * @return the body
	 */
	public Body build() {
		addText();
		if (this.gzip) {
			add(GzipText.trailer(this.crc, this.length), 0, GzipText.TRAILER);
		}
		if (this.size > Body.Bytes.MAX_LENGTH) {
			return new Body.Stream(this.size, this::open, this.memory);
		}
		try (this.memory; InputStream all = open()) {
			return new Body.Bytes(all.readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private InputStream open() {
		return new PiecesInputStream(this.pieces);
	}

	private void addText() {
		if (this.text.size() == 0) {
			return;
		}
		byte[] bytes = this.text.toByteArray();
		this.text.reset();
		if (this.gzip) {
			GzipText.Piece piece = GzipText.piece(bytes);
			this.memory.add(piece.size());
			add(piece);
		}
		else {
			this.memory.add(bytes.length);
			add(bytes, 0, bytes.length);
		}
	}

	private void add(GzipText.Piece piece) {
		this.crc = Crc.combine(this.crc, piece.crc(), piece.length());
		this.length += piece.length();
		add(piece.bytes(), piece.offset(), piece.size());
	}

	private void add(byte[] bytes, int offset, int size) {
		add(() -> new ByteArrayInputStream(bytes, offset, size), size);
	}

	private void add(Supplier<InputStream> piece, int size) {
		this.memory.add(PIECE);
		this.pieces.add(piece);
		this.size += size;
	}

}
