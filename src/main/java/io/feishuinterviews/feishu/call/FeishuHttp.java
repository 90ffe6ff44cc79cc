package io.feishuinterviews.feishu.call;

import java.util.function.Function;

import io.feishuinterviews.feishu.response.LastResponse;
import io.feishuinterviews.feishu.response.ReadableContentType;
import io.feishuinterviews.feishu.response.TokenRejectedException;
import io.feishuinterviews.interview.Tenancy;
import io.feishuinterviews.interview.UpstreamException;
import io.micrometer.observation.ObservationRegistry;
import reactor.core.publisher.Mono;

import org.springframework.http.ResponseEntity;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Makes calls to Feishu. Each is one HTTP request, without retries. A failure is an
 * {@link UpstreamException} or a {@link TokenRejectedException}.
 */
public final class FeishuHttp {

	private final WebClient http;

	private final TransportFailures transportFailures;

	private final ObservationRegistry observations;

	private final Tenancy tenancy;

	FeishuHttp(WebClient http, TransportFailures transportFailures, ObservationRegistry observations, Tenancy tenancy) {
		this.http = http.mutate()
			.filter(ExchangeFilterFunction
				.ofResponseProcessor((response) -> Mono.just(ReadableContentType.in(response))))
			.build();
		this.transportFailures = transportFailures;
		this.observations = observations;
		this.tenancy = tenancy;
	}

	/**
	 * Return the client that requests are built with.
	 * @return the client, with Feishu's address
	 */
	public WebClient client() {
		return this.http;
	}

	/**
	 * Make a call.
	 * @param <T> the type of the result
	 * @param name the name of the call in metrics and spans
	 * @param request the request
	 * @param read reads the response
	 * @return the result
	 */
	public <T> Mono<T> call(String name, WebClient.RequestHeadersSpec<?> request,
			Function<ResponseEntity<byte[]>, T> read) {
		return FeishuCallObservation.observe(name, this.observations, this.tenancy,
				(call) -> Mono.deferContextual((context) -> {
					LastResponse response = LastResponse.in(context);
					response.forget();
					return request.retrieve()
						// the response reader interprets the status together with the
						// code
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

}
