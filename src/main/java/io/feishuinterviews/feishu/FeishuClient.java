package io.feishuinterviews.feishu;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.feishuinterviews.feishu.payload.ErrorPayload;
import io.feishuinterviews.feishu.payload.TokenPayload;
import io.feishuinterviews.interview.FeishuError;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.UpstreamFailure;
import io.feishuinterviews.interview.UpstreamFailure.Kind;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;

import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientException;
import org.springframework.web.reactive.function.client.WebClientRequestException;

/**
 * The two calls to Feishu. Each is one HTTP request: nothing is tried again here. What
 * goes wrong is an {@link UpstreamFailure}, or a {@link TokenRefusedException}, or a
 * {@link SettledFailure} where another try was made already.
 */
class FeishuClient {

	static final String TOKEN = "/open-apis/auth/v3/tenant_access_token/internal";

	static final String GET_BY_TALENT = "/open-apis/hire/v1/interviews/get_by_talent";

	private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

	private final WebClient http;

	private final FeishuProperties properties;

	private final ObservationRegistry observations;

	private final FeishuJson json = new FeishuJson();

	FeishuClient(WebClient http, FeishuProperties properties, ObservationRegistry observations) {
		this.http = http;
		this.properties = properties;
		this.observations = observations;
	}

	/**
	 * Ask for a tenant token.
	 * @return Feishu's answer, which holds a token
	 */
	Mono<TokenPayload> token() {
		return call("tenant_access_token",
				this.http.post()
					.uri(TOKEN)
					.contentType(MediaType.APPLICATION_JSON)
					.bodyValue(new TokenRequest(this.properties.appId(), this.properties.appSecret())),
				this::readToken);
	}

	/**
	 * Ask for the interviews of a talent.
	 * @param query whose, and with which kinds of ID
	 * @param token the token to show
	 * @return Feishu's {@code data}, empty where there is none
	 */
	Mono<byte[]> interviews(TalentQuery query, TenantToken token) {
		return call("get_by_talent", this.http.get()
			.uri(GET_BY_TALENT
					+ "?talent_id={talent_id}&user_id_type={user_id_type}&job_level_id_type={job_level_id_type}",
					Map.of("talent_id", query.talentId(), "user_id_type", TalentQuery.wireName(query.userIdType()),
							"job_level_id_type", TalentQuery.wireName(query.jobLevelIdType())))
			.headers((headers) -> headers.setBearerAuth(token.value().value())), this::readData);
	}

	private <T> Mono<T> call(String name, WebClient.RequestHeadersSpec<?> request,
			Function<ResponseEntity<byte[]>, T> read) {
		return FeishuCall.observe(name, this.observations, (call) -> request.retrieve()
			// what a status means is for us to say, with the code at hand
			.onStatus((status) -> true, (answer) -> Mono.empty())
			.toEntity(byte[].class)
			.doOnNext((answer) -> call.logId(logId(answer.getHeaders(), null)))
			.map(read)
			.onErrorMap(FeishuClient::failure));
	}

	private TokenPayload readToken(ResponseEntity<byte[]> answer) {
		byte[] body = json(answer);
		TokenPayload token = this.json.token(body);
		if (token.code() == null || token.code() != 0) {
			throw refused(answer, this.json.envelope(body), true);
		}
		if (token.tenantAccessToken() == null || token.expire() == null) {
			throw unreadable(answer, "a token answer without a token");
		}
		return token;
	}

	private byte[] readData(ResponseEntity<byte[]> answer) {
		Envelope envelope = this.json.envelope(json(answer));
		if (envelope.code() == null || envelope.code() != 0) {
			throw refused(answer, envelope, false);
		}
		return envelope.data();
	}

	/**
	 * Return the body if it claims to be JSON.
	 */
	private static byte[] json(ResponseEntity<byte[]> answer) {
		byte[] body = answer.getBody();
		if (body == null || body.length == 0) {
			throw unreadable(answer, "an empty answer");
		}
		MediaType type = contentType(answer.getHeaders());
		if (type == null || !type.isCompatibleWith(MediaType.APPLICATION_JSON)) {
			throw unreadable(answer, "something else than JSON");
		}
		return body;
	}

	private static @Nullable MediaType contentType(HttpHeaders headers) {
		try {
			return headers.getContentType();
		}
		catch (InvalidMediaTypeException ex) {
			return null;
		}
	}

	private static UpstreamFailure unreadable(ResponseEntity<byte[]> answer, String what) {
		return new UpstreamFailure(Kind.FEISHU_FAILURE,
				"Feishu answered %d with %s.".formatted(answer.getStatusCode().value(), what), true,
				new FeishuError(null, logId(answer.getHeaders(), null), List.of(), null, null), null);
	}

	/**
	 * Turn a code that is not 0 into what it means.
	 */
	private static RuntimeException refused(ResponseEntity<byte[]> answer, Envelope envelope, boolean asForToken) {
		Integer code = envelope.code();
		ErrorPayload error = envelope.error();
		if (code == null) {
			return unreadable(answer, "JSON that has no code");
		}
		HttpHeaders headers = answer.getHeaders();
		FeishuError said = new FeishuError(code, logId(headers, error), missingScopes(error),
				SafeText.of(envelope.msg()), SafeText.of((error != null) ? error.troubleshooter() : null));
		Optional<ErrorCode> known = ErrorCode.of(code);
		if (known.isEmpty()) {
			return new UpstreamFailure(Kind.FEISHU_FAILURE, "Feishu answered with a code that is not documented.",
					answer.getStatusCode().is5xxServerError(), said, null);
		}
		ErrorCode meaning = known.get();
		if (asForToken && meaning == ErrorCode.PARAMETER_WRONG) {
			// the only parameters of that call are the app's ID and secret
			meaning = ErrorCode.CREDENTIALS_WRONG;
		}
		UpstreamFailure failure = new UpstreamFailure(meaning.kind(), message(meaning, error), meaning.retryable(),
				said, (meaning == ErrorCode.FREQUENCY_LIMIT) ? RateLimitReset.in(headers) : null);
		return (meaning == ErrorCode.TOKEN_REFUSED) ? new TokenRefusedException(failure) : failure;
	}

	private static String message(ErrorCode meaning, @Nullable ErrorPayload error) {
		List<ErrorPayload.@Nullable FieldViolation> violations = (error != null) ? error.fieldViolations() : null;
		if (meaning != ErrorCode.PARAMETER_WRONG || violations == null) {
			return meaning.message();
		}
		List<String> fields = violations.stream()
			.filter(Objects::nonNull)
			.map(ErrorPayload.FieldViolation::field)
			.filter(FeishuClient::isPlain)
			.toList();
		return fields.isEmpty() ? meaning.message() : "Feishu does not accept " + String.join(", ", fields) + ".";
	}

	private static List<String> missingScopes(@Nullable ErrorPayload error) {
		List<ErrorPayload.@Nullable PermissionViolation> violations = (error != null) ? error.permissionViolations()
				: null;
		if (violations == null) {
			return List.of();
		}
		return violations.stream()
			.filter(Objects::nonNull)
			.map(ErrorPayload.PermissionViolation::subject)
			.filter(FeishuClient::isPlain)
			.toList();
	}

	private static @Nullable String logId(HttpHeaders headers, @Nullable ErrorPayload error) {
		return Stream
			.of(headers.getFirst("X-Tt-Logid"), (error != null) ? error.logId() : null,
					headers.getFirst("X-Request-Id"))
			.filter(FeishuClient::isPlain)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Whether a word of Feishu's can be repeated in a log or a problem as it is.
	 */
	private static boolean isPlain(@Nullable String word) {
		return word != null && PLAIN.matcher(word).matches();
	}

	/**
	 * Say of whatever went wrong on the way to an answer, or in reading it, what it
	 * amounts to.
	 */
	private static Throwable failure(Throwable ex) {
		if (ex instanceof UpstreamFailure || ex instanceof TokenRefusedException) {
			return ex;
		}
		if (ex instanceof JacksonException) {
			return failure(Kind.FEISHU_FAILURE, "Feishu's answer cannot be read.", true);
		}
		boolean beforeAnyAnswer = ex instanceof WebClientRequestException;
		Throwable cause = (ex instanceof WebClientException) ? ex.getCause() : ex;
		if (cause instanceof DataBufferLimitException) {
			return failure(Kind.FEISHU_FAILURE, "Feishu's answer is too large.", false);
		}
		if (cause instanceof HttpTimeoutException) {
			return failure(Kind.FEISHU_TIMEOUT, "Feishu could not be reached in time.", true);
		}
		if (cause instanceof ConnectException) {
			return failure(Kind.FEISHU_FAILURE, "Feishu could not be reached.", true);
		}
		if (cause instanceof IOException) {
			UpstreamFailure failure = failure(Kind.FEISHU_FAILURE, "Feishu broke off the connection.", true);
			// before any answer, the JDK's client makes a second call by itself
			return beforeAnyAnswer ? new SettledFailure(failure) : failure;
		}
		return ex;
	}

	private static UpstreamFailure failure(Kind kind, String message, boolean retryable) {
		return new UpstreamFailure(kind, message, retryable, FeishuError.NONE, null);
	}

	/**
	 * The body of a token request.
	 *
	 * @param appId {@code app_id}
	 * @param appSecret {@code app_secret}
	 */
	private record TokenRequest(@JsonProperty("app_id") String appId, @JsonProperty("app_secret") Secret appSecret) {

	}

}
