package io.feishuinterviews.events.verification;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The time of an event.
 */
class EventTimeTests {

	private static final JsonMapper json = new JsonMapper();

	@ParameterizedTest
	@CsvSource({ "'\"1502199207.7171419\"', 2017-08-08T13:33:27.717Z", "'\"1502199207\"', 2017-08-08T13:33:27Z",
			"1502199207, 2017-08-08T13:33:27Z", "'\"1608725989000\"', 2020-12-23T12:19:49Z",
			"1608725989001, 2020-12-23T12:19:49.001Z", "'\"1608725989000123\"', 2020-12-23T12:19:49Z" })
	void readsSecondsMillisecondsAndMicroseconds(String value, Instant expected) {
		assertThat(EventTime.of(json.readTree(value))).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "true", "\"\"", "\"now\"", "\"-1\"", "\"1e9\"", "1e999999999", "1502199207.7",
			"99999999999999999999", "[]", "{}", "\"1502199207.\"", "\" 1502199207\"" })
	void ignoresInvalidEventTimes(String value) {
		assertThat(EventTime.of(json.readTree(value))).isNull();
	}

}
