package io.feishuinterviews.api;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

import io.feishuinterviews.interview.Interview;
import io.feishuinterviews.interview.MobileNumber;
import io.feishuinterviews.interview.MobileNumbers;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.jdk.StringSerializer;

/**
 * A talent's interviews.
 *
 * @param talentId The talent's ID in Feishu Hire.
 * @param interviews The interviews by time, those without one last.
 */
public record TalentInterviews(@JsonSerialize(using = StringSerializer.class) String talentId,
		List<Interview> interviews) {

	/**
	 * Return the numbers of contacts.
	 * @return the numbers, to be masked in texts
	 */
	MobileNumbers contactNumbers() {
		return new MobileNumbers(this.interviews.stream()
			.map(Interview::contactMobile)
			.filter(Objects::nonNull)
			.map(MobileNumber::number)
			.collect(Collectors.toSet()));
	}

}
