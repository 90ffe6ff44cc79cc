package io.feishuinterviews.api;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import io.feishuinterviews.interview.Ability;
import io.feishuinterviews.interview.DimensionScore;
import io.feishuinterviews.interview.Image;
import io.feishuinterviews.interview.Language;
import io.feishuinterviews.interview.LocalizedText;
import io.feishuinterviews.interview.MeetingRoom;
import io.feishuinterviews.interview.MobileNumbers;
import io.feishuinterviews.interview.OpenEnum;
import io.feishuinterviews.interview.ReservedStatus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How values are written.
 */
class InterviewsJsonTests {

	private final InterviewsJson json = new InterviewsJson();

	@Test
	void writesTextsInTheRequestedLanguageOrTheOther() {
		Ability ability = new Ability("1", new LocalizedText("创造性思维", "Creative thinking"), new LocalizedText("有", ""));
		assertThat(write(ability, Language.ZH)).isEqualTo("{\"id\":\"1\",\"name\":\"创造性思维\",\"description\":\"有\"}");
		assertThat(write(ability, Language.EN))
			.isEqualTo("{\"id\":\"1\",\"name\":\"Creative thinking\",\"description\":\"有\"}");
	}

	@Test
	void omitsAbsentValuesAndWritesEmptyLists() {
		assertThat(write(new TalentInterviews("t", List.of()), Language.ZH))
			.isEqualTo("{\"talentId\":\"t\",\"interviews\":[]}");
		assertThat(write(new Ability(null, null, null), Language.ZH)).isEqualTo("{}");
	}

	@Test
	void writesTimesInUtcWithMilliseconds() {
		assertThat(write(new Image(null, null, null, null, Instant.ofEpochMilli(1618899376474L)), Language.ZH))
			.isEqualTo("{\"createTime\":\"2021-04-20T06:16:16.474Z\"}");
		assertThat(write(new Image(null, null, null, null, Instant.ofEpochMilli(-1)), Language.ZH))
			.isEqualTo("{\"createTime\":\"1969-12-31T23:59:59.999Z\"}");
	}

	@Test
	void writesEnumLabelsAndUndocumentedCodes() {
		assertThat(write(room(OpenEnum.known(ReservedStatus.RESERVED)), Language.ZH))
			.isEqualTo("{\"reservedStatus\":\"RESERVED\"}");
		assertThat(write(room(OpenEnum.undocumented("42")), Language.ZH)).isEqualTo("{\"reservedStatus\":\"42\"}");
	}

	@Test
	void writesNumbersUnchanged() {
		assertThat(write(new DimensionScore(null, null, new BigDecimal("86.50")), Language.ZH))
			.isEqualTo("{\"scoreVal\":86.50}");
	}

	private static MeetingRoom room(OpenEnum<ReservedStatus> status) {
		return new MeetingRoom(null, null, null, null, status);
	}

	private String write(Object value, Language language) {
		return new String(this.json.write(value, language, new MobileNumbers(List.of())), StandardCharsets.UTF_8);
	}

}
