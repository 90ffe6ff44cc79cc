package io.feishuinterviews.web.problem;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.Language;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.web.InvalidParameter;
import io.feishuinterviews.web.RequestIdFilter;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

import org.springframework.context.MessageSource;
import org.springframework.http.ProblemDetail;

/**
 * A problem, whose title and details exist in each language. Feishu's error response is
 * kept for Feishu's SDKs, and is not part of the JSON.
 */
public final class Problem extends ProblemDetail {

	private static final String REQUEST_ID = "requestId";

	private static final String RETRY_AFTER = "retryAfter";

	private final transient ProblemType problemType;

	private final transient List<FailureText> texts;

	private final transient List<InvalidParameter> invalidParameters;

	private final transient UpstreamError feishuError;

	private Problem(ProblemType type, List<FailureText> texts, List<InvalidParameter> invalidParameters,
			UpstreamError feishuError) {
		super(type.status().value());
		this.problemType = type;
		this.texts = texts;
		this.invalidParameters = invalidParameters;
		this.feishuError = feishuError;
		setType(URI.create("urn:feishu-interviews:problem:" + type.code()));
		setProperty("code", type.code());
		setIfKnown(REQUEST_ID, MDC.get(RequestIdFilter.MDC_KEY));
	}

	/**
	 * Create a problem of which no more is known than its type.
	 * @param type its type
	 * @return the problem
	 */
	static Problem of(ProblemType type) {
		return of(type, type.text());
	}

	/**
	 * Create a problem.
	 * @param type its type
	 * @param texts its detail, in one or more sentences
	 * @return the problem
	 */
	static Problem of(ProblemType type, FailureText... texts) {
		return (type == ProblemType.INVALID_REQUEST)
				? invalidRequest(List.of(new InvalidParameter(InvalidParameter.REQUEST, texts[0])))
				: new Problem(type, List.of(texts), List.of(), UpstreamError.NONE);
	}

	/**
	 * Create the problem of an invalid request.
	 * @param parameters what is invalid, at least one
	 * @return the problem
	 */
	static Problem invalidRequest(List<InvalidParameter> parameters) {
		return new Problem(ProblemType.INVALID_REQUEST,
				parameters.stream().map(InvalidParameter::text).distinct().toList(), parameters, UpstreamError.NONE);
	}

	/**
	 * Create the problem of a failed call to Feishu.
	 * @param type its type
	 * @param text its detail
	 * @param rejected what Feishu rejects, none if it fails for another reason
	 * @param feishuError Feishu's error
	 * @return the problem
	 */
	static Problem ofUpstream(ProblemType type, FailureText text, List<InvalidParameter> rejected,
			UpstreamError feishuError) {
		return new Problem(type, List.of(text), rejected, feishuError);
	}

	/**
	 * Add the time before which the same request fails again. It may succeed after that,
	 * unless {@code retryable} is set to false.
	 * @param wait the time, {@code null} if it is not known
	 * @return this problem, with whole seconds, at least 1
	 */
	Problem retryAfter(@Nullable Duration wait) {
		setProperty("retryable", true);
		setProperty(RETRY_AFTER, (wait != null) ? Math.max(1, wait.plusMillis(999).toSeconds()) : 1L);
		return this;
	}

	/**
	 * Return the value of {@code Retry-After}.
	 * @return whole seconds, {@code null} if the time is not known
	 */
	@Nullable String retryAfter() {
		Object seconds = property(RETRY_AFTER);
		return (seconds != null) ? seconds.toString() : null;
	}

	/**
	 * Remove the request ID.
	 */
	public void removeRequestId() {
		Map<String, Object> properties = getProperties();
		if (properties != null) {
			properties.remove(REQUEST_ID);
		}
	}

	Problem setIfKnown(String name, @Nullable Object value) {
		if (value != null) {
			setProperty(name, value);
		}
		return this;
	}

	/**
	 * Set the texts.
	 * @param language their language
	 * @param labels the texts in each language
	 * @return this problem
	 */
	Problem in(Language language, MessageSource labels) {
		Locale locale = Locale.forLanguageTag(language.tag());
		setTitle(labels.getMessage("problem." + this.problemType.code() + ".title", null, locale));
		// Chinese sentences are not separated by spaces
		setDetail(detail((text) -> labels.getMessage(text, locale), (language == Language.ZH) ? "" : " "));
		if (!this.invalidParameters.isEmpty()) {
			setProperty("errors",
					this.invalidParameters.stream()
						.map((parameter) -> Map.of("parameter", parameter.name(), "detail",
								labels.getMessage(parameter.text(), locale)))
						.toList());
		}
		return this;
	}

	/**
	 * Return the detail in English, for Feishu's SDKs.
	 * @return the detail
	 */
	public String english() {
		return detail(FailureText::english, " ");
	}

	private String detail(Function<FailureText, String> text, String separator) {
		return this.texts.stream().map(text).collect(Collectors.joining(separator));
	}

	/**
	 * Return a property beyond those of RFC 9457.
	 * @param name its name
	 * @return its value, {@code null} if the problem does not have it
	 */
	public @Nullable Object property(String name) {
		Map<String, Object> properties = getProperties();
		return (properties != null) ? properties.get(name) : null;
	}

	public ProblemType problemType() {
		return this.problemType;
	}

	/**
	 * Return Feishu's error response.
	 * @return Feishu's error, {@link UpstreamError#NONE} if there was no response
	 */
	public UpstreamError feishuError() {
		return this.feishuError;
	}

}
