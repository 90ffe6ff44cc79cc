package io.feishuinterviews.feishu.response;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.feishuinterviews.feishu.json.Envelope;
import io.feishuinterviews.feishu.json.FeishuJson;
import io.feishuinterviews.feishu.payload.TokenPayload;
import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.Tenancy;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/**
 * Reads complete HTTP responses of Feishu. A response that is not a success becomes an
 * {@link UpstreamException} or a {@link TokenRejectedException}.
 * <p>
 * Only Feishu's code decides what a response means. The HTTP status decides where there
 * is no code that is documented: 429 is a limit, whatever the body is.
 */
public final class FeishuResponseReader {

	/**
	 * What a token must consist of to be sent in a header.
	 */
	private static final Pattern TOKEN = Pattern.compile("[!-~]+");

	private static final long MAX_TOKEN_SECONDS = 86_400;

	private final FeishuJson json;

	private final @Nullable String host;

	private final int maxSize;

	private final Clock clock;

	private final Tenancy tenancy;

	/**
	 * Create a reader.
	 * @param json reads the bodies
	 * @param host the host that is called
	 * @param maxSize the size of the largest body, in bytes
	 * @param clock the source of time for a {@code Retry-After} with a date
	 * @param tenancy whether the app is a store app
	 */
	public FeishuResponseReader(FeishuJson json, @Nullable String host, int maxSize, Clock clock, Tenancy tenancy) {
		this.json = json;
		this.host = host;
		this.maxSize = maxSize;
		this.clock = clock;
		this.tenancy = tenancy;
	}

	/**
	 * Read the response to a request for a token.
	 * @param response the response
	 * @param field returns the token of a response
	 * @return the token and the time for which it is valid
	 */
	public IssuedToken token(ResponseEntity<byte[]> response, Function<TokenPayload, @Nullable String> field) {
		byte[] body = successful(response);
		TokenPayload token = this.json.token(body);
		String value = field.apply(token);
		Long expire = token.expire();
		if (value == null || !TOKEN.matcher(value).matches() || expire == null || expire < 1) {
			throw unreadable("feishu-body-without-token", response);
		}
		return new IssuedToken(value, Duration.ofSeconds(Math.min(expire, MAX_TOKEN_SECONDS)));
	}

	/**
	 * Read the response to a request of the app itself, which returns no data.
	 * @param response the response
	 * @return whether Feishu has accepted the request: always
	 */
	public boolean accepted(ResponseEntity<byte[]> response) {
		return successful(response).length > 0;
	}

	private byte[] successful(ResponseEntity<byte[]> response) {
		byte[] body = body(response);
		Envelope envelope = envelope(response, body);
		if (!envelope.isSuccess()) {
			throw failure(response, envelope, true);
		}
		return body;
	}

	/**
	 * Read the response to a request for interviews.
	 * @param response the response
	 * @return the bytes of {@code data}, empty where there is none
	 */
	public byte[] data(ResponseEntity<byte[]> response) {
		Envelope envelope = envelope(response, body(response));
		if (!envelope.isSuccess()) {
			throw failure(response, envelope, false);
		}
		return envelope.data();
	}

	private byte[] body(ResponseEntity<byte[]> response) {
		if (response.getStatusCode().is3xxRedirection()) {
			throw unreadable("feishu-redirects", response);
		}
		byte[] body = response.getBody();
		if (body == null || body.length == 0) {
			throw unreadable("feishu-body-empty", response);
		}
		if (ReadableContentType.isHtml(response.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE))) {
			throw unreadable("feishu-body-html", response);
		}
		try {
			return GzipBody.decoded(body, this.maxSize);
		}
		catch (IOException ex) {
			throw unreadable("feishu-body-compressed", response);
		}
	}

	private Envelope envelope(ResponseEntity<byte[]> response, byte[] body) {
		try {
			return this.json.envelope(body);
		}
		catch (JacksonException ex) {
			throw unreadable("feishu-body-not-json", response);
		}
	}

	private UpstreamException unreadable(String text, ResponseEntity<byte[]> response) {
		int status = response.getStatusCode().value();
		return undocumented(response, FailureText.of(text, String.valueOf(this.host), status),
				response.getStatusCode().is2xxSuccessful() || response.getStatusCode().is5xxServerError(),
				new UpstreamError(null, LastResponse.logId(response.getHeaders(), null), List.of(), status, null, null,
						List.of()));
	}

	/**
	 * Return the failure for a response without a code that is documented.
	 */
	private UpstreamException undocumented(ResponseEntity<byte[]> response, FailureText text, boolean retryable,
			UpstreamError error) {
		int status = response.getStatusCode().value();
		if (status == HttpStatus.TOO_MANY_REQUESTS.value()) {
			return new UpstreamException(Kind.FEISHU_UNAVAILABLE, FeishuErrorCode.FREQUENCY_LIMIT.text(), true, error,
					RetryAfter.in(response.getHeaders(), this.clock));
		}
		return new UpstreamException(Kind.FEISHU_FAILURE, text, retryable, error,
				(status == HttpStatus.SERVICE_UNAVAILABLE.value()) ? RetryAfter.in(response.getHeaders(), this.clock)
						: null);
	}

	/**
	 * Return the failure for a code that is not 0.
	 */
	private RuntimeException failure(ResponseEntity<byte[]> response, Envelope envelope, boolean tokenRequest) {
		Long code = envelope.code();
		if (code == null) {
			return unreadable("feishu-body-without-code", response);
		}
		ErrorDetails details = new ErrorDetails(envelope.error());
		HttpHeaders headers = response.getHeaders();
		UpstreamError error = new UpstreamError(code, LastResponse.logId(headers, details.logId()),
				details.missingScopes(), response.getStatusCode().value(), SafeText.of(envelope.msg()),
				SafeText.of(details.troubleshooter()), details.rejectedFields());
		Optional<FeishuErrorCode> documented = FeishuErrorCode.of(code, this.tenancy);
		if (documented.isEmpty()) {
			return undocumented(response, FailureText.of("feishu-code-undocumented"),
					response.getStatusCode().is5xxServerError(), error);
		}
		FeishuErrorCode meaning = documented.get();
		if (tokenRequest && meaning == FeishuErrorCode.PARAMETER_WRONG) {
			// the parameters of a token request are credentials
			meaning = FeishuErrorCode.CREDENTIALS_WRONG;
		}
		// the circuit breaker for the quota has a time of its own
		boolean mayTellTime = meaning.retryable() && meaning.kind() != Kind.FEISHU_QUOTA
				&& (meaning.kind() == Kind.FEISHU_UNAVAILABLE
						|| response.getStatusCode().value() == HttpStatus.SERVICE_UNAVAILABLE.value());
		UpstreamException failure = new UpstreamException(meaning.kind(),
				(meaning == FeishuErrorCode.PARAMETER_WRONG) ? details.text(meaning) : meaning.text(),
				meaning.retryable(), error, mayTellTime ? RetryAfter.in(headers, this.clock) : null);
		return meaning.rejectsToken() ? new TokenRejectedException(code, failure) : failure;
	}

}
