package io.feishuinterviews.feishu.mapping;

import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.feishuinterviews.feishu.payload.NumericCode;
import io.feishuinterviews.interview.InterviewStatus;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * This service's code lists against those of Feishu's pages.
 */
class EnumCodesTests {

	@Test
	void enumCodesMatchTheDocumentedCodes() throws Exception {
		Map<String, Map<String, String>> actual = new LinkedHashMap<>();
		Map<String, Map<String, String>> documented = new LinkedHashMap<>();
		try (InputStream json = new ClassPathResource("feishu/enums.json").getInputStream()) {
			for (Map.Entry<String, JsonNode> list : new JsonMapper().readTree(json).properties()) {
				Map<String, String> labels = new LinkedHashMap<>();
				list.getValue()
					.properties()
					.forEach((code) -> labels.put(code.getKey(), code.getValue().get("label").asString()));
				documented.put(list.getKey(), labels);
				EnumCodeTable<?> table = (EnumCodeTable<?>) EnumCodes.class
					.getDeclaredField(list.getKey().toUpperCase(Locale.ROOT))
					.get(null);
				Map<String, String> meanings = new LinkedHashMap<>();
				table.meanings().forEach((code, meaning) -> meanings.put(code, meaning.label()));
				actual.put(list.getKey(), meanings);
			}
		}
		assertThat(actual).hasSize(11).isEqualTo(documented);
	}

	@Test
	void undocumentedCodesAreReadAsDigits() {
		assertThat(EnumCodes.VIDEO_TYPE.read(new NumericCode("77")).label()).isEqualTo("77");
		assertThat(EnumCodes.VIDEO_TYPE.read(null)).isNull();
	}

	@Test
	void mapsInterviewRoundSummaryToStatus() {
		Map<InterviewStatus, int[]> statuses = Map.of(InterviewStatus.SCHEDULED, new int[] { 2 },
				InterviewStatus.AWAITING_FEEDBACK, new int[] { 3, 7, 8, 9, 11, 12, 13, 14 }, InterviewStatus.COMPLETED,
				new int[] { 4, 5, 10, 15, 16, 17, 18 }, InterviewStatus.NO_SHOW, new int[] { 6 },
				InterviewStatus.UNKNOWN, new int[] { 0, 1, 19, -1 });
		statuses.forEach((status, codes) -> {
			for (int code : codes) {
				assertThat(InterviewStatus.of(
						EnumCodes.INTERVIEW_ROUND_SUMMARY.read(new NumericCode(String.valueOf(code))), null,
						Instant.EPOCH))
					.isEqualTo(status);
			}
		});
		assertThat(InterviewStatus.of(null, null, null)).isEqualTo(InterviewStatus.UNKNOWN);
	}

}
