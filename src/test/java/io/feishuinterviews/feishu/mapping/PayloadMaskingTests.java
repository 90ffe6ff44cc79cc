package io.feishuinterviews.feishu.mapping;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.feishuinterviews.interview.MobileNumber;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The data for callers that may not see contacts' numbers.
 */
class PayloadMaskingTests {

	private static final String START = "{\"items\":[{\"interview_list\":[";

	private static final JsonMapper JSON = new JsonMapper();

	private final PayloadMasking masking = new PayloadMasking();

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', value = {
			// masked, and no other byte changed
			"{\"contact_mobile\":\"13333333333\"} | {\"contact_mobile\":\"133****3333\"}",
			"{ \"id\" : \"1\", \"contact_mobile\" :\t\"13333333333\" ,\"remark\":\"\\u6bb5\"} | { \"id\" : \"1\", \"contact_mobile\" :\t\"133****3333\" ,\"remark\":\"\\u6bb5\"}",
			"{\"contact_mobile\":\"13333333333\"},{\"contact_mobile\":\"13444444444\"} | {\"contact_mobile\":\"133****3333\"},{\"contact_mobile\":\"134****4444\"}",
			"{\"contact_\\u006dobile\":\"1333\\u0033333333\"} | {\"contact_\\u006dobile\":\"133****3333\"}",
			"{\"contact_mobile\":null,\"remark\":\"段誉\"} | {\"contact_mobile\":null,\"remark\":\"段誉\"}",
			"{\"contact_mobile\":\"\"} | {\"contact_mobile\":\"\"}",
			"{\"remark\":\"段誉\",\"contact_mobile\":\"+86 133 3333 3333\",\"id\":\"😀\"} | {\"remark\":\"段誉\",\"contact_mobile\":\"+86 133 **** 3333\",\"id\":\"😀\"}",
			"{\"contact_mobile\":\"13333333333\",\"contact_mobile\":\"13444444444\"} | {\"contact_mobile\":\"133****3333\",\"contact_mobile\":\"134****4444\"}",
			"{\"remark\":\"contact_mobile\",\"id\":\"13333333333\"} | {\"remark\":\"contact_mobile\",\"id\":\"13333333333\"}",
			"{\"contact_mobile\":\"\\ud80013800138016\"} | {\"contact_mobile\":\"\ufffd13*****8016\"}",
			// of another type
			"{\"contact_mobile\":13333333333,\"id\":\"1\"} | {\"id\":\"1\"}",
			"{\"id\":\"1\",\"contact_mobile\":[\"13333333333\"], \"round\":1} | {\"id\":\"1\",\"round\":1}",
			"{\"id\":\"1\" , \"contact_mobile\":{\"a\":\"13333333333\"} } | {\"id\":\"1\"}",
			"{\"contact_mobile\":true} | {}", "7,{\"id\":\"1\"},[],{\"id\":\"2\"},true | {\"id\":\"1\"},{\"id\":\"2\"}",
			"{\"address\":\"13333333333\",\"meeting_room_list\":{\"a\":1},\"round\":3.5,\"begin_time\":\"x\"} | {}",
			"{\"address\":{\"city\":[],\"id\":1,\"name\":{\"zh_cn\":\"a\",\"de_de\":\"b\"}}} | {\"address\":{\"name\":{\"zh_cn\":\"a\"}}}",
			// not documented
			"{\"mobile\":\"13333333333\",\"id\":\"1\",\"x\":{\"y\":[1]},\"z\":null} | {\"id\":\"1\"}",
			"{\"x\":1,\"y\":2,\"id\":\"1\", \"z\":3 , \"round\":1} | {\"id\":\"1\",\"round\":1}",
			// elsewhere
			"{\"contact_mobile\":\"13800138016\",\"remark\":\"Call 138-0013 8016!\"} | {\"contact_mobile\":\"138****8016\",\"remark\":\"Call 138-**** 8016!\"}",
			"{\"remark\":\"电话１３８００１３８０１６，\\n一三八〇〇一三八零一六\",\"contact_mobile\":\"+8613800138016\"} | {\"remark\":\"电话１３８****８０１６，\\n一三八****八零一六\",\"contact_mobile\":\"+86138****8016\"}",
			"{\"contact_mobile\":\"13800138016\",\"id\":\"8613800138016\",\"round\":1} | {\"contact_mobile\":\"138****8016\",\"id\":\"86138****8016\",\"round\":1}",
			"{\"contact_mobile\":\"13800138016\",\"begin_time\":13800138016,\"end_time\":\"13800138016\"} | {\"contact_mobile\":\"138****8016\",\"end_time\":\"138****8016\"}",
			"{\"contact_mobile\":\"13800138016\",\"remark\":\"0138016\"} | {\"contact_mobile\":\"138****8016\",\"remark\":\"0138016\"}",
			"{\"contact_mobile\":\"13800138016 / 13912345678\",\"remark\":\"13912345678\"} | {\"contact_mobile\":\"138******** / *******5678\",\"remark\":\"*******5678\"}",
			"{\"x\":{\"contact_mobile\":13800138016},\"remark\":\"13800138016\"} | {\"remark\":\"138****8016\"}",
			"{\"contact_mobile\":\"80211\",\"remark\":\"ext. 80211, 180211\"} | {\"contact_mobile\":\"***11\",\"remark\":\"ext. ***11, 180211\"}",
			"{\"contact_mobile\":\"13800138016\",\"remark\":\"⑬⑧⓪⓪①③⑧⓪①⑥ 壹叁捌零零壹叁捌零壹陆\"} | {\"contact_mobile\":\"138****8016\",\"remark\":\"⑬⑧****⑧⓪①⑥ 壹叁捌****捌零壹陆\"}",
			// nested
			"{\"address\":{\"phone\":\"13912345678\",\"name\":{\"zh_cn\":\"a\",\"tel\":\"13912345678\"},\"city\":{\"x\":{\"y\":\"13912345678\"}}}} | {\"address\":{\"name\":{\"zh_cn\":\"a\"},\"city\":{}}}",
			"{\"contact_mobile\":\"110\",\"remark\":\"110\"} | {\"contact_mobile\":\"***\",\"remark\":\"110\"}" })
	void masksMobileNumbersAndKeepsSafeFields(String interviews, String expected) {
		assertThat(masked(START + interviews + "]}]}")).isEqualTo(START + expected + "]}]}");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "{} | {}", "`` | ``", "[] | ``", "\"13333333333\" | ``",
					"{\"items\":null,\"more\":1} | {\"items\":null}", "{\"items\":{}} | {}",
					"{\"contact_mobile\":\"13333333333\"} | {}" })
	void removesEverythingUndocumented(String data, String expected) {
		assertThat(masked(data)).isEqualTo(expected);
	}

	@Test
	void keepsBytesThatAreNotUtf8() {
		byte[] data = (START + "{\"remark\":\"å¤\",\"x\":\"å¤\",\"contact_mobile\":\"13333333333\",\"id\":\"ÿ\"}]}]}")
			.getBytes(StandardCharsets.ISO_8859_1);
		assertThat(new String(this.masking.masked(data), StandardCharsets.ISO_8859_1))
			.isEqualTo(START + "{\"remark\":\"å¤\",\"contact_mobile\":\"133****3333\",\"id\":\"ÿ\"}]}]}");
	}

	@Property
	void masksMobileNumbersInEveryText(@ForAll @LongRange(min = 13_000_000_000L, max = 19_999_999_999L) long number,
			@ForAll @StringLength(max = 40) String before, @ForAll @StringLength(max = 40) String after) {
		String data = JSON.writeValueAsString(Map.of("items", List.of(Map.of("interview_list",
				List.of(Map.of("contact_mobile", "+86" + number, "remark", before + number + after))))));
		assertThat(masked(data)).doesNotContain(String.valueOf(number).substring(1, 9), String.valueOf(number));
	}

	@Test
	void keepsEveryDocumentedField() throws Exception {
		byte[] everything = new ClassPathResource("feishu/everything.json").getContentAsByteArray();
		String data = JSON.readTree(everything).get("data").toString();
		assertThat(masked(data)).isEqualTo(data.replace("\"interview.contact_mobile\"",
				"\"" + new MobileNumber("interview.contact_mobile").masked() + "\""));
	}

	private String masked(String data) {
		return new String(this.masking.masked(data.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
	}

}
