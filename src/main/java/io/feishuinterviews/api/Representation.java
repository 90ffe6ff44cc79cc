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
 * A snapshot in one language and for one kind of callers, ready to be sent.
 */
final class Representation implements Derived {

	private final byte[] json;

	private final byte[] gzip;

	private final String etag;

	private final String gzipEtag;

	Representation(Variant variant, byte[] json) {
		this.json = json;
		this.gzip = gzip(json);
		String tag = tag(json);
		this.etag = variant.etag(tag, false);
		this.gzipEtag = variant.etag(tag, true);
	}

	byte[] body(boolean gzipped) {
		return gzipped ? this.gzip : this.json;
	}

	/**
	 * Return the entity tag, which says the same as long as the content does.
	 * @param gzipped whether the body is sent compressed
	 * @return the tag, quotes included
	 */
	String etag(boolean gzipped) {
		return gzipped ? this.gzipEtag : this.etag;
	}

	@Override
	public int weight() {
		return this.json.length + this.gzip.length + 400;
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
	static String tag(byte[] bytes) {
		try {
			byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
			return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 12));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
