package io.feishuinterviews.feishu;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.feishuinterviews.feishu.payload.TokenPayload;
import io.feishuinterviews.interview.FeishuError;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.UpstreamFailure;
import io.feishuinterviews.interview.UpstreamFailure.Kind;
import io.micrometer.observation.ObservationRegistry;
import reactor.core.publisher.Mono;

import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
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

	private final WebClient http;

	private final FeishuProperties properties;

	private final ObservationRegistry observations;

	private final FeishuResponseReader responses;

	FeishuClient(WebClient http, FeishuProperties properties, FeishuResponseReader responses,
			ObservationRegistry observations) {
		this.http = http.mutate()
			.defaultHeader(HttpHeaders.ACCEPT_ENCODING, "gzip")
			.filter(ExchangeFilterFunction
				.ofResponseProcessor((response) -> Mono.just(ReadableContentType.in(response))))
			.build();
		this.responses = responses;
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
				this.responses::token);
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
			.headers((headers) -> headers.setBearerAuth(token.value().value())), this.responses::data);
	}

	private <T> Mono<T> call(String name, WebClient.RequestHeadersSpec<?> request,
			Function<ResponseEntity<byte[]>, T> read) {
		return FeishuCall.observe(name, this.observations, (call) -> Mono.deferContextual((context) -> {
			LastResponse response = LastResponse.in(context);
			response.forget();
			return request.retrieve()
				// what a status means is for us to say, with the code at hand
				.onStatus((status) -> true, (head) -> {
					response.arrived(head.statusCode(), head.headers().asHttpHeaders());
					call.logId(response.error().logId());
					return Mono.empty();
				})
				.toEntity(byte[].class)
				.map(read)
				.onErrorMap((ex) -> response.addTo(failure(ex)));
		}));
	}

	/**
	 * Say of whatever went wrong on the way to an answer, or in reading it, what it
	 * amounts to.
	 */
	private static Throwable failure(Throwable ex) {
		if (ex instanceof UpstreamFailure || ex instanceof TokenRefusedException) {
			return ex;
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
		return UnexpectedFailure.of(ex);
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
