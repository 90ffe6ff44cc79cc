package io.feishuinterviews.feishu.mapping;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.jspecify.annotations.Nullable;

/**
 * Converts Feishu's codes of time zones to IDs that every browser knows: an IANA name
 * such as {@code Asia/Shanghai}, or an offset such as {@code +08:00}.
 */
final class TimeZoneIds {

	private TimeZoneIds() {
	}

	/**
	 * Return the ID of a time zone.
	 * @param code Feishu's code, such as {@code Asia/Shanghai} or {@code UTC+08:00}
	 * @return the ID, {@code null} if the code names no time zone
	 */
	static @Nullable String of(@Nullable String code) {
		if (code == null) {
			return null;
		}
		try {
			ZoneId zone = ZoneId.of(code.strip());
			if (zone.normalized() instanceof ZoneOffset offset) {
				return offset.equals(ZoneOffset.UTC) ? "+00:00" : hoursAndMinutes(offset);
			}
			return zone.getId();
		}
		catch (DateTimeException ex) {
			return null;
		}
	}

	/**
	 * Browsers know no offsets with seconds.
	 */
	private static @Nullable String hoursAndMinutes(ZoneOffset offset) {
		return (offset.getTotalSeconds() % 60 == 0) ? offset.getId() : null;
	}

}
