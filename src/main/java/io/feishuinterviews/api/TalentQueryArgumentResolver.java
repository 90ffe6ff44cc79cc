package io.feishuinterviews.api;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.feishuinterviews.interview.JobLevelIdType;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.UserIdType;
import io.feishuinterviews.web.InvalidRequestException;
import org.jspecify.annotations.Nullable;

import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Reads a {@link TalentQuery} from a request's path and query, or {@link TalentQueries}
 * from its query alone. Spring's conversion would accept a constant's name, an empty
 * value, and the first of several values.
 */
class TalentQueryArgumentResolver implements HandlerMethodArgumentResolver {

	private static final int MAX_TALENTS = 100;

	private static final List<String> PARAMETERS = List.of("userIdType", "jobLevelIdType");

	private static final List<String> BATCH_PARAMETERS = List.of("talentId", "userIdType", "jobLevelIdType");

	private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		Class<?> type = parameter.getParameterType();
		return type == TalentQuery.class || type == TalentQueries.class;
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
		boolean batch = parameter.getParameterType() == TalentQueries.class;
		rejectUnknown(request, batch ? BATCH_PARAMETERS : PARAMETERS);
		UserIdType userIdType = oneOf(request, "userIdType", UserIdType.OPEN_ID);
		JobLevelIdType jobLevelIdType = oneOf(request, "jobLevelIdType", JobLevelIdType.JOB_LEVEL_ID);
		if (!batch) {
			return new TalentQuery(checked(pathVariable(request)), userIdType, jobLevelIdType);
		}
		String[] talentIds = request.getParameterValues("talentId");
		List<TalentQuery> queries = Stream.of((talentIds != null) ? talentIds : new String[0])
			.map(TalentQueryArgumentResolver::checked)
			.distinct()
			.map((talentId) -> new TalentQuery(talentId, userIdType, jobLevelIdType))
			.toList();
		if (queries.isEmpty() || queries.size() > MAX_TALENTS) {
			throw new InvalidRequestException("talentId must be given 1 to %d times.".formatted(MAX_TALENTS));
		}
		return new TalentQueries(queries);
	}

	/**
	 * Reject a parameter that does not exist, such as a misspelt one, which would change
	 * the meaning of the request if it were ignored.
	 */
	private static void rejectUnknown(NativeWebRequest request, List<String> known) {
		request.getParameterMap()
			.keySet()
			.stream()
			.filter((name) -> !known.contains(name))
			.findFirst()
			.ifPresent((name) -> {
				String shown = PLAIN_NAME.matcher(name).matches() ? "The parameter " + name : "A parameter";
				throw new InvalidRequestException(
						"%s does not exist. Parameters: %s.".formatted(shown, String.join(", ", known)));
			});
	}

	private static @Nullable Object pathVariable(NativeWebRequest request) {
		Map<?, ?> variables = (Map<?, ?>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE,
				RequestAttributes.SCOPE_REQUEST);
		return (variables != null) ? variables.get("talentId") : null;
	}

	private static String checked(@Nullable Object talentId) {
		if (!(talentId instanceof String text) || !TalentQuery.TALENT_ID.matcher(text).matches()) {
			throw new InvalidRequestException("talentId must match %s.".formatted(TalentQuery.TALENT_ID));
		}
		return text;
	}

	/**
	 * Read a parameter whose values are an enum's constants, in lower case.
	 */
	private static <E extends Enum<E>> E oneOf(NativeWebRequest request, String name, E defaultValue) {
		String[] values = request.getParameterValues(name);
		if (values == null) {
			return defaultValue;
		}
		E[] constants = defaultValue.getDeclaringClass().getEnumConstants();
		return Arrays.stream(constants)
			.filter((constant) -> values.length == 1 && TalentQuery.wireName(constant).equals(values[0]))
			.findFirst()
			.orElseThrow(
					() -> new InvalidRequestException("%s must be given at most once, as one of: %s.".formatted(name,
							Arrays.stream(constants).map(TalentQuery::wireName).collect(Collectors.joining(", ")))));
	}

}
