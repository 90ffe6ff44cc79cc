package io.feishuinterviews.compat;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.feishuinterviews.interview.JobLevelIdType;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UserIdType;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of {@code get_by_talent}. Absent parameters have Feishu's
 * defaults, which differ from those of this service's own API.
 */
final class GetByTalentParameters {

	private GetByTalentParameters() {
	}

	static TalentQuery read(HttpServletRequest request, Tenant tenant) {
		return new TalentQuery(new Talent(tenant, talentId(request)),
				oneOf(request, "user_id_type", UserIdType.OPEN_ID),
				oneOf(request, "job_level_id_type", JobLevelIdType.PEOPLE_ADMIN_JOB_LEVEL_ID));
	}

	private static String talentId(HttpServletRequest request) {
		String talentId = value(request, "talent_id");
		if (talentId == null || talentId.isEmpty()) {
			throw new FieldViolationException("talent_id", "", "talent_id is required");
		}
		if (!Talent.ID.matcher(talentId).matches()) {
			throw new FieldViolationException("talent_id", talentId, "talent_id must match " + Talent.ID);
		}
		return talentId;
	}

	private static <E extends Enum<E>> E oneOf(HttpServletRequest request, String name, E defaultValue) {
		String value = value(request, name);
		if (value == null) {
			return defaultValue;
		}
		E[] constants = defaultValue.getDeclaringClass().getEnumConstants();
		return Arrays.stream(constants)
			.filter((constant) -> TalentQuery.wireName(constant).equals(value))
			.findFirst()
			.orElseThrow(() -> new FieldViolationException(name, value, "%s is optional, options: [%s]".formatted(name,
					Arrays.stream(constants).map(TalentQuery::wireName).collect(Collectors.joining(",")))));
	}

	private static @Nullable String value(HttpServletRequest request, String name) {
		String[] values = request.getParameterValues(name);
		if (values == null) {
			return null;
		}
		if (values.length > 1) {
			throw new FieldViolationException(name, String.join(",", values), name + " must be given once");
		}
		return values[0];
	}

}
