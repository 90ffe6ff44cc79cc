package io.feishuinterviews.events.verification;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The time of an event: seconds with a fraction in schema 1.0, milliseconds in schema
 * 2.0, and microseconds in one of Feishu's own samples. Its size determines the unit.
 */
final class EventTime {

	private static final Pattern NUMBER = Pattern.compile("[0-9]{1,16}(\\.[0-9]{1,9})?");

	/**
	 * As seconds the year 5138, as milliseconds 1973. A thousand times as many separate
	 * milliseconds from microseconds.
	 */
	private static final BigDecimal MAX_SECONDS = BigDecimal.valueOf(100_000_000_000L);

	private EventTime() {
	}

	/**
	 * Read a time.
	 * @param value the value
	 * @return the time, {@code null} if the value is not one
	 */
	static @Nullable Instant of(JsonNode value) {
		String text = (value.isString() || value.isIntegralNumber()) ? value.asString() : "";
		if (!NUMBER.matcher(text).matches()) {
			return null;
		}
		BigDecimal seconds = new BigDecimal(text);
		while (seconds.compareTo(MAX_SECONDS) >= 0) {
			seconds = seconds.movePointLeft(3);
		}
		return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
	}

}
