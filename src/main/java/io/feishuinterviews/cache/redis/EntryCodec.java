package io.feishuinterviews.cache.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.feishuinterviews.cache.shared.ClockSkew;
import io.feishuinterviews.cache.shared.SharedEntry;
import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.redis.encryption.ValueCipher;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.NoSuchMessageException;

/**
 * Encrypts entries for Redis. The app, the talent, the kinds of ID and the time are
 * authenticated, so that a value is valid under its own name and with its own time only.
 * The time follows the encrypted data.
 */
class EntryCodec {

	/**
	 * What follows the key of a tenant in the place of a talent. A version of the service
	 * that does not know it evicts everything.
	 */
	private static final String ALL = "/*";

	private static final JsonMapper json = new JsonMapper();

	private final ValueCipher cipher;

	private final String appId;

	private final Clock clock;

	EntryCodec(ValueCipher cipher, String appId, Clock clock) {
		this.cipher = cipher;
		this.appId = appId;
		this.clock = clock;
	}

	/**
	 * Encrypt a snapshot.
	 * @param snapshot the snapshot
	 * @param purge the last purge of its tenant, empty for none
	 */
	byte[] encode(InterviewSnapshot snapshot, String purge) {
		return encode(snapshot.gzip(), kind(snapshot.query()) + purge, snapshot.fetchedAt());
	}

	byte[] encode(Talent talent, UpstreamException failure, Instant since, String purge) {
		Denial denial = new Denial(failure.kind(), failure.text().code(), failure.text().arguments(),
				failure.feishuError());
		return encode(json.writeValueAsBytes(denial), denialOf(talent) + purge, since);
	}

	byte[] encodeEvicted(Talent talent) {
		return this.cipher.encrypt(talent.key().getBytes(StandardCharsets.UTF_8), context("eviction", 0));
	}

	byte[] encodeEvicted(Tenant tenant) {
		return this.cipher.encrypt((tenant.key() + ALL).getBytes(StandardCharsets.UTF_8), context("eviction", 0));
	}

	private byte[] encode(byte[] data, String kind, Instant time) {
		byte[] encrypted = this.cipher.encrypt(data, context(kind, time.toEpochMilli()));
		return ByteBuffer.allocate(encrypted.length + Long.BYTES).put(encrypted).putLong(time.toEpochMilli()).array();
	}

	/**
	 * Read a snapshot.
	 * @param value the value
	 * @param query the talent and the kinds of ID
	 * @param purge the last purge of the tenant, empty for none
	 * @return the snapshot, {@code null} if it cannot be read
	 */
	SharedEntry.@Nullable Snapshot decodeSnapshot(byte[] value, TalentQuery query, String purge) {
		byte[] gzip = decode(value, kind(query) + purge);
		return (gzip != null) ? new SharedEntry.Snapshot(new InterviewSnapshot(query, gzip, time(value))) : null;
	}

	/**
	 * Read a denial.
	 * @return the denial, {@code null} if it cannot be read
	 */
	SharedEntry.@Nullable Denial decodeDenial(byte[] value, Talent talent, String purge) {
		byte[] data = decode(value, denialOf(talent) + purge);
		if (data == null) {
			return null;
		}
		try {
			Denial denial = json.readValue(data, Denial.class);
			UpstreamException failure = new UpstreamException(denial.kind(),
					new FailureText(denial.text(), denial.arguments()), false, denial.error(), null);
			return failure.kind().isNegativeAnswer() ? new SharedEntry.Denial(failure, time(value)) : null;
		}
		catch (JacksonException | NoSuchMessageException ex) {
			// a newer version of the service may have other reasons for a denial, with
			// other texts
			return null;
		}
	}

	/**
	 * Read which talent was evicted.
	 * @return the talent, {@code null} if it cannot be read
	 */
	@Nullable Talent decodeEvicted(byte[] value) {
		byte[] key = this.cipher.decrypt(value, context("eviction", 0));
		return (key != null) ? Talent.ofKey(new String(key, StandardCharsets.UTF_8)) : null;
	}

	/**
	 * Read of which tenant all talents were evicted.
	 * @return the tenant, {@code null} if it cannot be read, or if it is one talent
	 */
	@Nullable Tenant decodeEvictedTenant(byte[] value) {
		byte[] key = this.cipher.decrypt(value, context("eviction", 0));
		String text = (key != null) ? new String(key, StandardCharsets.UTF_8) : "";
		String tenant = text.endsWith(ALL) ? text.substring(0, text.length() - ALL.length()) : "";
		return Tenant.KEY.matcher(tenant).matches() ? Tenant.of(tenant) : null;
	}

	private byte @Nullable [] decode(byte[] value, String kind) {
		if (value.length < Long.BYTES || ClockSkew.isExceeded(time(value), this.clock.instant())) {
			return null;
		}
		byte[] encrypted = Arrays.copyOf(value, value.length - Long.BYTES);
		return this.cipher.decrypt(encrypted, context(kind, time(value).toEpochMilli()));
	}

	/**
	 * Return the times of two values as they are stored.
	 * @return up to 8 bytes of each
	 */
	static byte[] times(byte[] one, byte[] other) {
		int length = Math.min(one.length, Long.BYTES);
		int otherLength = Math.min(other.length, Long.BYTES);
		return ByteBuffer.allocate(length + otherLength)
			.put(one, one.length - length, length)
			.put(other, other.length - otherLength, otherLength)
			.array();
	}

	private static Instant time(byte[] value) {
		return Instant.ofEpochMilli(ByteBuffer.wrap(value).getLong(value.length - Long.BYTES));
	}

	/**
	 * Return what a snapshot is about. A purge that follows it has no space.
	 */
	private static String kind(TalentQuery query) {
		return query.talent().key() + " " + query.userIdType() + " " + query.jobLevelIdType();
	}

	private static String denialOf(Talent talent) {
		return talent.key() + " denial";
	}

	private byte[] context(String kind, long time) {
		return (this.appId + " " + kind + " " + time).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * A denial as JSON.
	 *
	 * @param kind why
	 * @param text the code of its text
	 * @param arguments what the text inserts
	 * @param error Feishu's error response
	 */
	private record Denial(UpstreamException.Kind kind, String text, List<String> arguments, UpstreamError error) {

		@Override
		public String toString() {
			return "Denial[" + this.kind + "]";
		}

	}

}
