package io.feishuinterviews.cache.redis.change;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.feishuinterviews.cache.shared.Change;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.redis.encryption.ValueCipher;
import org.jspecify.annotations.Nullable;

/**
 * Encrypts changes and talents for Redis.
 */
public final class ChangeCodec {

	private static final Pattern TEXT = Pattern.compile("(talent|application) (DELETED|EXPIRED) (\\S*) ([0-9]{1,15})");

	private final ValueCipher cipher;

	private final String appId;

	/**
	 * Create a codec.
	 * @param cipher encrypts
	 * @param appId the ID of the app, which is authenticated
	 */
	public ChangeCodec(ValueCipher cipher, String appId) {
		this.cipher = cipher;
		this.appId = appId;
	}

	byte[] encode(Announcement announcement) {
		String text = announcement.key() + " " + announcement.change().time().toEpochMilli();
		return this.cipher.encrypt(bytes(text), context("change"));
	}

	/**
	 * Read a change.
	 * @param value the encrypted change
	 * @return the change, {@code null} if it cannot be read
	 */
	public @Nullable Announcement decode(byte[] value) {
		byte[] text = this.cipher.decrypt(value, context("change"));
		Matcher matcher = TEXT.matcher((text != null) ? new String(text, StandardCharsets.UTF_8) : "");
		if (!matcher.matches()) {
			return null;
		}
		Change change = new Change(Change.Kind.valueOf(matcher.group(2)),
				Instant.ofEpochMilli(Long.parseLong(matcher.group(4))));
		if (matcher.group(1).equals("talent")) {
			Talent talent = Talent.ofKey(matcher.group(3));
			return (talent != null) ? new Announcement.TalentChange(talent, change) : null;
		}
		Optional<Application> application = Application.ofKey(matcher.group(3));
		return application.map((known) -> new Announcement.ApplicationChange(known, change)).orElse(null);
	}

	byte[] encode(Talent talent, Application application) {
		return this.cipher.encrypt(bytes(talent.key()), context("application " + application.key()));
	}

	/**
	 * Read a talent of an application.
	 * @param value the encrypted talent
	 * @param application the application
	 * @return the talent, {@code null} if it cannot be read
	 */
	@Nullable Talent decode(byte[] value, Application application) {
		byte[] key = this.cipher.decrypt(value, context("application " + application.key()));
		return (key != null) ? Talent.ofKey(new String(key, StandardCharsets.UTF_8)) : null;
	}

	private byte[] context(String purpose) {
		return bytes(this.appId + " " + purpose);
	}

	static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
