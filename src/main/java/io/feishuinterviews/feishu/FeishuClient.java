package io.feishuinterviews.feishu;

import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.feishuinterviews.feishu.connection.Secret;
import io.feishuinterviews.feishu.payload.TokenPayload;
import io.feishuinterviews.feishu.response.FeishuResponseReader;
import io.feishuinterviews.feishu.response.LastResponse;
import io.feishuinterviews.feishu.response.ReadableContentType;
import io.feishuinterviews.feishu.response.TokenRejectedException;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.UpstreamException;
import io.micrometer.observation.ObservationRegistry;
import reactor.core.publisher.Mono;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * The two calls to Feishu. Each is one HTTP request: nothing is tried again here. What
 * goes wrong is an {@link UpstreamException} or a {@link TokenRejectedException}.
 */
class FeishuClient {

	static final String TOKEN = "/open-apis/auth/v3/tenant_access_token/internal";

	static final String GET_BY_TALENT = "/open-apis/hire/v1/interviews/get_by_talent";

	private final WebClient http;

	private final String appId;

	private final TransportFailures transportFailures;

	private final ObservationRegistry observations;

	private final FeishuResponseReader responses;

	FeishuClient(WebClient http, String appId, FeishuResponseReader responses, TransportFailures transportFailures,
			ObservationRegistry observations) {
		this.http = http.mutate()
			.filter(ExchangeFilterFunction
				.ofResponseProcessor((response) -> Mono.just(ReadableContentType.in(response))))
			.build();
		this.responses = responses;
		this.appId = appId;
		this.transportFailures = transportFailures;
		this.observations = observations;
	}

	/**
	 * Ask for a tenant token.
	 * @param appSecret the secret of the app
	 * @return Feishu's answer, which holds a token
	 */
	Mono<TokenPayload> token(Secret appSecret) {
		return call("tenant_access_token",
				this.http.post()
					.uri(TOKEN)
					.contentType(MediaType.APPLICATION_JSON)
					.bodyValue(new TokenRequest(this.appId, appSecret)),
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
					Map.of("talent_id", query.talent().id(), "user_id_type", TalentQuery.wireName(query.userIdType()),
							"job_level_id_type", TalentQuery.wireName(query.jobLevelIdType())))
			.headers((headers) -> headers.setBearerAuth(token.value().value())), this.responses::data);
	}

	private <T> Mono<T> call(String name, WebClient.RequestHeadersSpec<?> request,
			Function<ResponseEntity<byte[]>, T> read) {
		return FeishuCallObservation.observe(name, this.observations, (call) -> Mono.deferContextual((context) -> {
			LastResponse response = LastResponse.in(context);
			response.forget();
			return request.retrieve()
				// the response reader interprets the status together with the code
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
	 * Map transport and parsing exceptions to upstream failures.
	 */
	private Throwable failure(Throwable ex) {
		if (ex instanceof UpstreamException || ex instanceof TokenRejectedException || ex instanceof Error) {
			return ex;
		}
		if (ex.getCause() instanceof UpstreamException failure) {
			return failure;
		}
		return this.transportFailures.of(ex);
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
