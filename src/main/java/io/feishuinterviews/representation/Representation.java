package io.feishuinterviews.representation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;

import io.feishuinterviews.hash.Sha256;
import io.feishuinterviews.interview.InterviewSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot in one language, masked or not, as bytes. It is stored in one content
 * coding: compressed if a request has asked for gzip, or if it is large. A large one is
 * decompressed while it is sent; decompressing small ones would cost too much CPU time.
 */
public final class Representation {

	/**
	 * From how many bytes of Feishu's data on a representation is kept compressed only.
	 */
	private static final int LARGE = 64 * 1024;

	private final int head;

	private final byte @Nullable [] plain;

	private final @Nullable GzipText compressed;

	private final String tag;

	/**
	 * Make a representation.
	 * @param content its content
	 * @param head how many bytes of the content are not part of a batch
	 * @param gzip whether to keep it compressed
	 */
	public Representation(byte[] content, int head, boolean gzip) {
		this.head = head;
		this.plain = gzip ? null : content;
		this.compressed = gzip ? new GzipText(content, head) : null;
		this.tag = tag(content);
	}

	/**
	 * Return whether a representation is to be kept compressed.
	 * @param snapshot what it is made of
	 * @param gzip whether a request prefers gzip
	 * @return whether to compress it
	 */
	public static boolean isKeptCompressed(InterviewSnapshot snapshot, boolean gzip) {
		return gzip || snapshot.length() > LARGE;
	}

	/**
	 * Return a hash of the content, whichever coding it is stored in.
	 * @return 16 characters that can be part of an entity tag
	 */
	public String tag() {
		return this.tag;
	}

	/**
	 * Return the representation as it is sent.
	 * @param gzip whether it is sent compressed
	 * @return the bytes, not to be changed; {@code null} if it is kept in another coding
	 */
	byte @Nullable [] bytes(boolean gzip) {
		if (gzip) {
			return (this.compressed != null) ? this.compressed.member() : null;
		}
		return this.plain;
	}

	/**
	 * Return how long the content is when it is not compressed.
	 * @return bytes
	 */
	int length() {
		return (this.compressed != null) ? this.compressed.length() : bytes().length;
	}

	/**
	 * Return how much of the content is not part of a batch.
	 * @return how many bytes at its beginning
	 */
	int head() {
		return this.head;
	}

	/**
	 * Return the rest of the content in a form that can be part of another gzip member.
	 * @return the rest, {@code null} if it is not kept compressed
	 */
	GzipText.@Nullable Piece compressedRest() {
		return (this.compressed != null) ? this.compressed.rest() : null;
	}

	/**
	 * Decompress the content as it is read.
	 * @return the content; to be closed
	 */
	InputStream decompress() {
		if (this.compressed == null) {
			throw new IllegalStateException("not compressed");
		}
		return this.compressed.decompress();
	}

	/**
	 * Decompress what can be part of a batch as it is read.
	 * @return all content but the head; to be closed
	 */
	InputStream decompressRest() {
		InputStream content = decompress();
		try {
			content.skipNBytes(this.head);
			return content;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return how much memory the representation takes.
	 * @return bytes
	 */
	public int weight() {
		return ((this.compressed != null) ? this.compressed.member() : bytes()).length + 300;
	}

	private byte[] bytes() {
		if (this.plain == null) {
			throw new IllegalStateException("compressed");
		}
		return this.plain;
	}

	/**
	 * Return a short hash of bytes.
	 * @param bytes the bytes
	 * @return 16 characters that can be part of an entity tag
	 */
	public static String tag(byte[] bytes) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(Sha256.of(bytes), 12));
	}

}
