package io.feishuinterviews.interview;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.jspecify.annotations.Nullable;

/**
 * Feishu's response for one talent at one time: Feishu's {@code data} as received,
 * compressed.
 */
public final class InterviewSnapshot {

	private final TalentQuery query;

	private final byte[] gzip;

	private final Instant fetchedAt;

	private volatile WeakReference<@Nullable SnapshotContent> content;

	/**
	 * Create a snapshot.
	 * @param query the talent and the kinds of ID: the key of the snapshot
	 * @param gzip Feishu's {@code data}, UTF-8 JSON, as gzip (RFC 1952) in one member;
	 * not to be changed
	 * @param fetchedAt when Feishu responded
	 */
	public InterviewSnapshot(TalentQuery query, byte[] gzip, Instant fetchedAt) {
		this(query, gzip, fetchedAt, null);
	}

	private InterviewSnapshot(TalentQuery query, byte[] gzip, Instant fetchedAt, @Nullable SnapshotContent content) {
		this.query = query;
		this.gzip = gzip;
		this.fetchedAt = fetchedAt;
		this.content = new WeakReference<>(content);
	}

	/**
	 * Make a snapshot.
	 * @param query the talent and the kinds of ID
	 * @param data Feishu's {@code data}, empty where there is none
	 * @param fetchedAt when Feishu responded
	 * @return the snapshot
	 */
	public static InterviewSnapshot of(TalentQuery query, byte[] data, Instant fetchedAt) {
		ByteArrayOutputStream compressed = new ByteArrayOutputStream(data.length / 3 + 64);
		try (GZIPOutputStream gzip = new FastGzipOutputStream(compressed)) {
			gzip.write(data);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return new InterviewSnapshot(query, compressed.toByteArray(), fetchedAt);
	}

	/**
	 * Return the talent and the kinds of ID.
	 * @return the key of the snapshot
	 */
	public TalentQuery query() {
		return this.query;
	}

	/**
	 * Return Feishu's {@code data}, compressed.
	 * @return gzip, not to be changed
	 */
	public byte[] gzip() {
		return this.gzip;
	}

	/**
	 * Return when Feishu responded.
	 * @return the time
	 */
	public Instant fetchedAt() {
		return this.fetchedAt;
	}

	/**
	 * Return what {@code data} contains. That is several times as large as the snapshot,
	 * so it may be dropped at any garbage collection. The requests that wait for the load
	 * mostly find it.
	 * @param reader reads {@code data} if the content is no longer in memory
	 * @return the content
	 */
	public SnapshotContent content(InterviewReader reader) {
		SnapshotContent read = this.content.get();
		if (read == null) {
			read = reader.read(data());
			this.content = new WeakReference<>(read);
		}
		return read;
	}

	/**
	 * Return the same snapshot after it was read.
	 * @param content what {@code data} contains
	 * @return the snapshot
	 */
	public InterviewSnapshot withContent(SnapshotContent content) {
		return new InterviewSnapshot(this.query, this.gzip, this.fetchedAt, content);
	}

	/**
	 * Return Feishu's {@code data} as received.
	 * @return UTF-8 JSON, empty where there was none; a new array each time
	 */
	public byte[] data() {
		try (GZIPInputStream data = new GZIPInputStream(new ByteArrayInputStream(this.gzip), 4096)) {
			return data.readNBytes(length());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return how long {@code data} is.
	 * @return its length in bytes, not compressed
	 */
	public int length() {
		// the last field of a gzip member
		return ByteBuffer.wrap(this.gzip).order(ByteOrder.LITTLE_ENDIAN).getInt(this.gzip.length - Integer.BYTES);
	}

	/**
	 * Return whether two snapshots have the same {@code data}. Those compressed by
	 * another version of zlib may count as different nevertheless.
	 * @param other the other snapshot
	 * @return whether they are known to be equal
	 */
	public boolean hasSameData(InterviewSnapshot other) {
		return Arrays.equals(this.gzip, other.gzip);
	}

	@Override
	public String toString() {
		return "InterviewSnapshot[" + length() + " bytes, fetchedAt=" + this.fetchedAt + "]";
	}

	/**
	 * Compresses in a third of the usual time, to a size that is a quarter larger.
	 */
	private static final class FastGzipOutputStream extends GZIPOutputStream {

		FastGzipOutputStream(ByteArrayOutputStream compressed) throws IOException {
			super(compressed, 4096);
			this.def.setLevel(Deflater.BEST_SPEED);
		}

	}

}
