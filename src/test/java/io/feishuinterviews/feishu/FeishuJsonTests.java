package io.feishuinterviews.feishu;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FeishuJsonTests {

	private final FeishuJson json = new FeishuJson();

	@Test
	void leavesTheBytesOfDataAsTheyAre() {
		Envelope envelope = envelope("""
				{"msg":"好", "data" : { "items" : [ {"id":1.50,"é":"\\u4e2d"} ] } , "code":0, "more":[{"data":1}]}""");
		assertThat(new String(envelope.data(), StandardCharsets.UTF_8))
			.isEqualTo("{ \"items\" : [ {\"id\":1.50,\"é\":\"\\u4e2d\"} ] }");
		assertThat(envelope.code()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"code\":0}", "{\"code\":0,\"data\":null}" })
	void hasNoDataWhereFeishuSentNone(String body) {
		assertThat(envelope(body).data()).isEmpty();
		assertThat(this.json.talent(envelope(body).data())).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "null", "\"ok\"", "{\"code\":0,\"data\":{\"items\":[", "{\"code\":0}}", "{} {}",
			"<html>", "{\"code\":\"none\"}" })
	void doesNotTakeAnythingElse(String body) {
		assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> envelope(body));
	}

	@ParameterizedTest
	@ValueSource(strings = { "log_id", "logid" })
	void findsTheLogIdHoweverItIsSpelt(String name) {
		assertThat(envelope("{\"code\":1,\"error\":{\"%s\":\"x\",\"new\":{}}}".formatted(name)).error().logId())
			.isEqualTo("x");
	}

	@Test
	void keepsCodesOfAnySizeAndTimesHoweverTheyAreWritten() {
		var interview = this.json.talent("""
				{"items":[{"interview_list":[{"video_type":99999999999999999999,"begin_time":"1618899376474",
				"interview_type":"3"}]}]}""".getBytes(StandardCharsets.UTF_8)).items().get(0).interviewList().get(0);
		assertThat(interview.videoType()).isEqualTo("99999999999999999999");
		assertThat(interview.interviewType()).isEqualTo("3");
		assertThat(interview.beginTime()).isEqualTo(1618899376474L);
	}

	private Envelope envelope(String body) {
		return this.json.envelope(body.getBytes(StandardCharsets.UTF_8));
	}

}
