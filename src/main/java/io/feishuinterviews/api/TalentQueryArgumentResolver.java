package io.feishuinterviews.api;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.JobLevelIdType;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UserIdType;
import io.feishuinterviews.security.caller.CallerTenants;
import io.feishuinterviews.web.InvalidParameter;
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
 * value, and the first of several values. The talent is one of the caller's tenant.
 */
class TalentQueryArgumentResolver implements HandlerMethodArgumentResolver {

	private static final int MAX_TALENTS = 100;

	private static final String TALENT_ID = "talentId";

	private static final List<String> PARAMETERS = List.of("userIdType", "jobLevelIdType");

	private static final List<String> BATCH_PARAMETERS = List.of(TALENT_ID, "userIdType", "jobLevelIdType");

	private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

	private final CallerTenants tenants;

	TalentQueryArgumentResolver(CallerTenants tenants) {
		this.tenants = tenants;
	}

	@Override
	public boolean supportsParameter(MethodParameter parameter) {
		Class<?> type = parameter.getParameterType();
		return type == TalentQuery.class || type == TalentQueries.class;
	}

	@Override
	public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
			NativeWebRequest request, @Nullable WebDataBinderFactory binders) {
		boolean batch = parameter.getParameterType() == TalentQueries.class;
		List<InvalidParameter> invalid = new ArrayList<>();
		findUnknown(request, batch ? BATCH_PARAMETERS : PARAMETERS, invalid);
		UserIdType userIdType = oneOf(request, "userIdType", UserIdType.OPEN_ID, invalid);
		JobLevelIdType jobLevelIdType = oneOf(request, "jobLevelIdType", JobLevelIdType.JOB_LEVEL_ID, invalid);
		Tenant tenant = this.tenants.current();
		List<TalentQuery> queries = (batch ? talentIds(request, invalid) : talentId(request, invalid)).stream()
			.map((talentId) -> new TalentQuery(new Talent(tenant, talentId), userIdType, jobLevelIdType))
			.toList();
		if (!invalid.isEmpty()) {
			throw new InvalidRequestException(invalid);
		}
		return batch ? new TalentQueries(queries) : queries.get(0);
	}

	/**
	 * Find a parameter that does not exist, such as a misspelt one, which would change
	 * the meaning of the request if it were ignored.
	 */
	private static void findUnknown(NativeWebRequest request, List<String> known, List<InvalidParameter> invalid) {
		request.getParameterMap()
			.keySet()
			.stream()
			.filter((name) -> !known.contains(name))
			.findFirst()
			.map((name) -> unknown(name, String.join(", ", known)))
			.ifPresent(invalid::add);
	}

	private static InvalidParameter unknown(String name, String known) {
		return PLAIN_NAME.matcher(name).matches()
				? new InvalidParameter(name, FailureText.of("parameter-unknown", name, known))
				: new InvalidParameter(InvalidParameter.QUERY, FailureText.of("parameter-unknown-unnamed", known));
	}

	private static List<String> talentId(NativeWebRequest request, List<InvalidParameter> invalid) {
		Map<?, ?> variables = (Map<?, ?>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE,
				RequestAttributes.SCOPE_REQUEST);
		return checked(List.of(String.valueOf((variables != null) ? variables.get(TALENT_ID) : null)), invalid);
	}

	private static List<String> talentIds(NativeWebRequest request, List<InvalidParameter> invalid) {
		String[] values = request.getParameterValues(TALENT_ID);
		List<String> talentIds = Stream.of((values != null) ? values : new String[0]).distinct().toList();
		if (talentIds.isEmpty() || talentIds.size() > MAX_TALENTS) {
			invalid.add(new InvalidParameter(TALENT_ID, FailureText.of("parameter-count", TALENT_ID, MAX_TALENTS)));
			return List.of();
		}
		return checked(talentIds, invalid);
	}

	private static List<String> checked(List<String> talentIds, List<InvalidParameter> invalid) {
		if (talentIds.stream().allMatch((talentId) -> Talent.ID.matcher(talentId).matches())) {
			return talentIds;
		}
		invalid.add(new InvalidParameter(TALENT_ID, FailureText.of("parameter-pattern", TALENT_ID, Talent.ID)));
		return List.of();
	}

	/**
	 * Read a parameter whose values are an enum's constants, in lower case.
	 */
	private static <E extends Enum<E>> E oneOf(NativeWebRequest request, String name, E defaultValue,
			List<InvalidParameter> invalid) {
		String[] values = request.getParameterValues(name);
		if (values == null) {
			return defaultValue;
		}
		E[] constants = defaultValue.getDeclaringClass().getEnumConstants();
		return Arrays.stream(constants)
			.filter((constant) -> values.length == 1 && TalentQuery.wireName(constant).equals(values[0]))
			.findFirst()
			.orElseGet(() -> {
				String known = Arrays.stream(constants).map(TalentQuery::wireName).collect(Collectors.joining(", "));
				invalid.add(new InvalidParameter(name, FailureText.of("parameter-values", name, known)));
				return defaultValue;
			});
	}

}
