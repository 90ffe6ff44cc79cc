package io.feishuinterviews.feishu.response;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;

/**
 * The status and the log ID of the last response of a request, known from the moment its
 * headers arrive, so that they are known even if its body never arrives. It is part of
 * Reactor's context.
 */
public final class LastResponse {

	private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_.:-]{1,128}");

	private volatile UpstreamError error = UpstreamError.NONE;

	/**
	 * Return the last response of the request that a context belongs to.
	 * @param context the context
	 * @return that response, or a new one
	 */
	public static LastResponse in(ContextView context) {
		return context.<LastResponse>getOrEmpty(LastResponse.class).orElseGet(LastResponse::new);
	}

	/**
	 * Return what puts this response into a context.
	 * @return the function
	 */
	public Function<Context, Context> intoContext() {
		return (context) -> context.put(LastResponse.class, this);
	}

	/**
	 * Forget the response, since another call begins.
	 */
	public void forget() {
		this.error = UpstreamError.NONE;
	}

	/**
	 * Note that the headers of a response have arrived.
	 * @param status its status
	 * @param headers its headers
	 */
	public void arrived(HttpStatusCode status, HttpHeaders headers) {
		this.error = new UpstreamError(null, logId(headers, null), List.of(), status.value(), null, null, List.of());
	}

	public UpstreamError error() {
		return this.error;
	}

	/**
	 * Add the response to a failure that knows of none.
	 * @param ex the failure
	 * @return the failure with the status and the log ID
	 */
	public Throwable addTo(Throwable ex) {
		return (ex instanceof UpstreamException failure) ? addTo(failure) : ex;
	}

	private UpstreamException addTo(UpstreamException failure) {
		return failure.feishuError().equals(UpstreamError.NONE) ? failure.with(this.error) : failure;
	}

	/**
	 * Return the log ID of a response.
	 * @param headers the headers
	 * @param fromBody the log ID in the body, if there is one
	 * @return the log ID, {@code null} if there is none that can be logged
	 */
	static @Nullable String logId(HttpHeaders headers, @Nullable String fromBody) {
		return Stream.of(headers.getFirst("X-Tt-Logid"), fromBody, headers.getFirst("X-Request-Id"))
			.filter(LastResponse::isPlain)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Return whether an ID of Feishu is safe for log lines and problems.
	 * @param word the word
	 * @return whether it consists of plain characters
	 */
	static boolean isPlain(@Nullable String word) {
		return word != null && PLAIN.matcher(word).matches();
	}

}
