package io.feishuinterviews.sdk;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Masking numbers in Feishu's JSON.
 */
class ContactMobilesTests {

	private final ContactMobiles numbers = new ContactMobiles();

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			"{\"contact_mobile\":\"13333333333\"} | {\"contact_mobile\":\"133****3333\"}",
			"{ \"a\" : 1.0, \"contact_mobile\" :\t\"13333333333\" ,\"b\":\"\\u6bb5\"} | { \"a\" : 1.0, \"contact_mobile\" :\t\"133****3333\" ,\"b\":\"\\u6bb5\"}",
			"[{\"contact_mobile\":\"13333333333\"},{\"contact_mobile\":\"13444444444\"}] | [{\"contact_mobile\":\"133****3333\"},{\"contact_mobile\":\"134****4444\"}]",
			"{\"contact_\\u006dobile\":\"1333\\u0033333333\"} | {\"contact_\\u006dobile\":\"133****3333\"}",
			"{\"contact_mobile\":13333333333,\"a\":1} | {\"contact_mobile\":\"133****3333\",\"a\":1}",
			"{\"contact_mobile\":[\"13333333333\"],\"a\":1} | {\"contact_mobile\":null,\"a\":1}",
			"{\"contact_mobile\":{\"a\":\"13333333333\"}} | {\"contact_mobile\":null}",
			"{\"contact_mobile\":null,\"a\":\"段誉\"} | {\"contact_mobile\":null,\"a\":\"段誉\"}",
			"{\"contact_mobile\":\"\"} | {\"contact_mobile\":\"\"}",
			"{\"name\":\"段誉\",\"contact_mobile\":\"+86 133 3333 3333\",\"a\":\"😀\"} | {\"name\":\"段誉\",\"contact_mobile\":\"+86 133 **** 3333\",\"a\":\"😀\"}",
			"{\"remark\":\"contact_mobile\",\"a\":\"13333333333\"} | {\"remark\":\"contact_mobile\",\"a\":\"13333333333\"}",
			"{} | {}", "`` | ``" })
	void changesNoOtherByte(String data, String expected) {
		assertThat(new String(this.numbers.masked(data.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8))
			.isEqualTo(expected);
	}

}
