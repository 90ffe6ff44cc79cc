package io.feishuinterviews.feishu.json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import io.feishuinterviews.feishu.mapping.InterviewMapper;
import io.feishuinterviews.feishu.payload.NumericCode;
import io.feishuinterviews.interview.Interview;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FeishuJsonTests {

	private final FeishuJson json = new FeishuJson((path) -> {
	});

	@Test
	void keepsTheBytesOfData() {
		Envelope envelope = envelope("""
				{"msg":"好", "data" : { "items" : [ {"id":1.50,"é":"\\u4e2d"} ] } , "code":0, "more":[{"data":1}]}""");
		assertThat(new String(envelope.data(), StandardCharsets.UTF_8))
			.isEqualTo("{ \"items\" : [ {\"id\":1.50,\"é\":\"\\u4e2d\"} ] }");
		assertThat(envelope.code()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"code\":0}", "{\"code\":0,\"data\":null}" })
	void returnsNoDataWhenDataIsAbsent(String body) {
		assertThat(envelope(body).data()).isEmpty();
		assertThat(this.json.talent(envelope(body).data())).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "null", "\"ok\"", "{\"code\":0,\"data\":{\"items\":[", "{\"code\":0}}", "{} {}",
			"<html>", "{\"code\":NaN}" })
	void rejectsBodiesThatAreNotAnEnvelope(String body) {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> envelope(body));
	}

	@ParameterizedTest
	@ValueSource(strings = { "log_id", "logid" })
	void readsTheLogIdInBothSpellings(String name) {
		assertThat(envelope("{\"code\":1,\"error\":{\"%s\":\"x\",\"new\":{}}}".formatted(name)).error().logId())
			.isEqualTo("x");
	}

	@Test
	void readsCodesOfAnySizeAndTimesAsStringOrNumber() {
		var interview = this.json.talent("""
				{"items":[{"interview_list":[{"video_type":99999999999999999999,"begin_time":"1618899376474",
				"interview_type":"3"}]}]}""".getBytes(StandardCharsets.UTF_8)).items().get(0).interviewList().get(0);
		assertThat(interview.videoType()).isEqualTo(new NumericCode("99999999999999999999"));
		assertThat(interview.interviewType()).isEqualTo(new NumericCode("3"));
		assertThat(interview.beginTime()).isEqualTo(Instant.ofEpochMilli(1618899376474L));
	}

	@ParameterizedTest
	@ValueSource(strings = { "text", "7", "-1.5e3", "true", "[]", "\"a \\\" }\"", "{ \"a\":[1 ] }", "\"\"" })
	void keepsTheBytesOfDataOfAnyJsonType(String data) {
		String value = data.equals("text") ? "\"text\"" : data;
		String padding = "x".repeat(9_000);
		for (String body : new String[] { "{\"code\":0,\"data\":%s}", "{\"code\":0,\"data\" : %s , \"z\":1}",
				"\uFEFF{\"é\":\"" + padding + "中\",\"data\":%s\n}" }) {
			assertThat(new String(envelope(body.formatted(value)).data(), StandardCharsets.UTF_8)).isEqualTo(value);
		}
	}

	@Test
	void keepsTheBytesOfDataThatAreNotUtf8() {
		byte[] body = "{\"code\":0,\"data\":{\"ÿé\":\"ÿ\"},\"msg\":\"\u00e5\u00a4\"}"
			.getBytes(StandardCharsets.ISO_8859_1);
		assertThat(this.json.envelope(body).data()).isEqualTo("{\"ÿé\":\"ÿ\"}".getBytes(StandardCharsets.ISO_8859_1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"none\"", "3.5", "{}", "[0]", "null", "true", "99999999999999999999" })
	void returnsNoCodeWhenTheCodeIsNotAnInteger(String code) {
		assertThat(envelope("{\"code\":" + code + ",\"data\":{}}").code()).isNull();
	}

	@Test
	void parsesDeepAndLongJsonInLinearTime() {
		for (String item : new String[] { "[".repeat(9_000) + "]".repeat(9_000), "9".repeat(3_000_000),
				"1e" + "9".repeat(1_000_000), "\"" + "\\u0031".repeat(500_000) + "\"",
				"{\"id\":1}" + ",7".repeat(1_000_000) }) {
			byte[] data = ("{\"items\":[{\"interview_list\":[" + item + ",{\"id\":\"i1\",\"round\":"
					+ (item.startsWith("{") ? "{}" : item) + "}]}]}")
				.getBytes(StandardCharsets.UTF_8);
			assertThat(InterviewMapper.of(this.json.talent(data))).extracting(Interview::id).contains("i1");
		}
	}

	private Envelope envelope(String body) {
		return this.json.envelope(body.getBytes(StandardCharsets.UTF_8));
	}

}
