package io.feishuinterviews.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

import io.feishuinterviews.cache.Derived;

/**
 * A snapshot in one form, for one kind of callers and in one coding, ready to be sent.
 */
public final class Representation implements Derived {

	private final byte[] body;

	private final String etag;

	Representation(Variant variant, byte[] json) {
		this(json, variant.gzip(), variant.etag(tag(json)));
	}

	/**
	 * Make a representation.
	 * @param json its content
	 * @param gzip whether to compress it
	 * @param etag its entity tag, quotes included
	 */
	public Representation(byte[] json, boolean gzip, String etag) {
		this.body = gzip ? gzip(json) : json;
		this.etag = etag;
	}

	/**
	 * Return what to send.
	 * @return the bytes, not to be changed
	 */
	public byte[] body() {
		return this.body;
	}

	/**
	 * Return the entity tag, which says the same as long as the content does.
	 * @return the tag, quotes included
	 */
	public String etag() {
		return this.etag;
	}

	@Override
	public int weight() {
		return this.body.length + 300;
	}

	static byte[] gzip(byte[] bytes) {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream(bytes.length / 4 + 64);
		try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
			gzip.write(bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return compressed.toByteArray();
	}

	/**
	 * Return a short text that says the same as long as some bytes do.
	 * @param bytes the bytes
	 * @return 16 characters that can be part of an entity tag
	 */
	public static String tag(byte[] bytes) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
			return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 12));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
