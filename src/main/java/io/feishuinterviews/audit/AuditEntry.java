package io.feishuinterviews.audit;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One line of the audit log: a text for people, and fields for programs. Client input is
 * URL-encoded to prevent log injection.
 */
final class AuditEntry {

	private static final Logger log = LoggerFactory.getLogger("interviews.audit");

	private static final int MAX_LENGTH = 8000;

	private static final int MAX_PLAIN_LENGTH = 128;

	private final StringBuilder text = new StringBuilder(300);

	private LoggingEventBuilder event = log.atInfo();

	AuditEntry add(String name, String value) {
		this.text.append(this.text.isEmpty() ? "" : " ").append(name).append('=').append(value);
		this.event = this.event.addKeyValue(name, value);
		return this;
	}

	void write() {
		this.event.log(this.text.toString());
	}

	/**
	 * Return client input as it can be logged.
	 * @param input a value that a client has sent
	 * @return the value, URL-encoded if it has other than plain characters
	 */
	static String encoded(String input) {
		return isPlain(input) ? input : truncated(URLEncoder.encode(input, StandardCharsets.UTF_8));
	}

	static String truncated(String text) {
		return (text.length() <= MAX_LENGTH) ? text : text.substring(0, MAX_LENGTH) + "...";
	}

	private static boolean isPlain(String text) {
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			boolean plain = (character >= '0' && character <= '9') || (character >= 'a' && character <= 'z')
					|| (character >= 'A' && character <= 'Z') || "-_.:%".indexOf(character) >= 0;
			if (!plain) {
				return false;
			}
		}
		return text.length() <= MAX_PLAIN_LENGTH;
	}

}
