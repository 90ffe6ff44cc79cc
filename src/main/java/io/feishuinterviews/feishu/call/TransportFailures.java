package io.feishuinterviews.feishu.call;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.net.ssl.SSLException;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.compression.DecompressionException;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.netty.channel.AbortedException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

import org.springframework.core.io.buffer.DataBufferLimitException;

/**
 * Maps the exceptions of Reactor Netty and Netty to {@link UpstreamException}s. Messages
 * of exceptions are not repeated: they may contain parts of a URL or of a response.
 */
class TransportFailures {

	private static final Log log = LogFactory.getLog(TransportFailures.class);

	private static final Duration MIN_RETRY_AFTER = Duration.ofSeconds(1);

	private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

	/**
	 * Netty has the status of a proxy's response in the message only.
	 */
	private static final Pattern PROXY_STATUS = Pattern.compile("status: (\\d{3})");

	/**
	 * The specific exceptions come first.
	 */
	private static final Map<Class<? extends Throwable>, String> REASONS = new LinkedHashMap<>();

	static {
		REASONS.put(UnknownHostException.class, "unknown host");
		REASONS.put(ConnectTimeoutException.class, "connect timeout");
		REASONS.put(NoRouteToHostException.class, "no route to host");
		REASONS.put(ConnectException.class, "connection failed");
		REASONS.put(CertificateException.class, "certificate not trusted");
		REASONS.put(SslHandshakeTimeoutException.class, "TLS handshake timeout");
		REASONS.put(ReadTimeoutException.class, "read timeout");
		REASONS.put(SSLException.class, "TLS handshake failed");
		REASONS.put(IOException.class, "connection closed");
		REASONS.put(AbortedException.class, "connection closed");
	}

	private final boolean proxied;

	private final String server;

	/**
	 * Create a mapping.
	 * @param proxied whether connections are made to a proxy, and not to Feishu
	 * @param server the host and port that connections are made to, for the log
	 */
	TransportFailures(boolean proxied, String server) {
		this.proxied = proxied;
		this.server = server;
	}

	/**
	 * Convert an exception to a failure.
	 * @param ex an exception of a call to Feishu, or one that has it as its cause
	 * @return a failure; {@link Kind#FEISHU_FAILURE} if nothing more is known
	 */
	UpstreamException of(Throwable ex) {
		UpstreamException failure = classify(ex);
		String reason = reason(ex);
		return (reason != null) ? failure.withDiagnosis(reason + ", " + this.server) : failure;
	}

	private static @Nullable String reason(Throwable ex) {
		ConnectException connect = find(ex, ConnectException.class);
		if (connect != null && String.valueOf(connect.getMessage()).contains("refused")) {
			return "connection refused";
		}
		return REASONS.entrySet()
			.stream()
			.filter((reason) -> has(ex, reason.getKey()))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	private UpstreamException classify(Throwable ex) {
		if (has(ex, DataBufferLimitException.class)) {
			return failure(FailureText.of("feishu-response-too-large"), false);
		}
		if (has(ex, PoolAcquireTimeoutException.class) || has(ex, PoolAcquirePendingLimitException.class)) {
			return new UpstreamException(Kind.FEISHU_UNAVAILABLE, FailureText.of("feishu-connections-in-use"), true,
					UpstreamError.NONE, MIN_RETRY_AFTER)
				.notCausedByFeishu();
		}
		ProxyConnectException refused = find(ex, ProxyConnectException.class);
		if (refused != null) {
			return tunnel(refused);
		}
		if (has(ex, UnknownHostException.class) || has(ex, ConnectException.class)
				|| has(ex, NoRouteToHostException.class)) {
			return this.proxied ? connectionToProxy(ex) : connection(ex);
		}
		if (has(ex, CertificateException.class)) {
			return failure(FailureText.of("feishu-certificate-not-trusted"), false).notCausedByFeishu();
		}
		if (has(ex, ReadTimeoutException.class) || has(ex, SslHandshakeTimeoutException.class)) {
			return timeout(FailureText.of("feishu-timeout"));
		}
		if (has(ex, SSLException.class)) {
			return failure(FailureText.of("feishu-tls-handshake"), true);
		}
		if (has(ex, DecompressionException.class)) {
			return failure(FailureText.of("feishu-response-compressed"), true);
		}
		if (has(ex, IOException.class) || has(ex, AbortedException.class)) {
			return failure(FailureText.of("feishu-connection-closed"), true);
		}
		if (!has(ex, CodecException.class)) {
			log.warn("A call to Feishu failed with an unexpected " + root(ex).getClass().getName());
		}
		return failure(FailureText.of("feishu-response-unreadable"), true);
	}

	private static UpstreamException connection(Throwable ex) {
		if (has(ex, UnknownHostException.class)) {
			return failure(FailureText.of("feishu-host-unknown"), true);
		}
		return has(ex, ConnectTimeoutException.class) ? timeout(FailureText.of("feishu-connection-timeout"))
				: failure(FailureText.of("feishu-not-reached"), true);
	}

	private static UpstreamException connectionToProxy(Throwable ex) {
		FailureText text = has(ex, UnknownHostException.class) ? FailureText.of("proxy-host-unknown")
				: FailureText.of("proxy-not-reached");
		return failure(text, true).notCausedByFeishu();
	}

	private static UpstreamException tunnel(ProxyConnectException ex) {
		Matcher status = PROXY_STATUS.matcher(String.valueOf(ex.getMessage()));
		if (!status.find()) {
			return failure(FailureText.of("proxy-no-tunnel"), true).notCausedByFeishu();
		}
		int code = Integer.parseInt(status.group(1));
		return (code == PROXY_AUTHENTICATION_REQUIRED)
				? failure(FailureText.of("proxy-rejects-password"), false).notCausedByFeishu()
				: failure(FailureText.of("proxy-rejects-tunnel", code), code >= 500).notCausedByFeishu();
	}

	private static UpstreamException failure(FailureText text, boolean retryable) {
		return new UpstreamException(Kind.FEISHU_FAILURE, text, retryable, UpstreamError.NONE, null);
	}

	private static UpstreamException timeout(FailureText text) {
		return new UpstreamException(Kind.FEISHU_TIMEOUT, text, true, UpstreamError.NONE, null);
	}

	private static boolean has(Throwable ex, Class<? extends Throwable> type) {
		return find(ex, type) != null;
	}

	private static <T extends Throwable> @Nullable T find(Throwable ex, Class<T> type) {
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			if (type.isInstance(cause)) {
				return type.cast(cause);
			}
		}
		return null;
	}

	private static Throwable root(Throwable ex) {
		Throwable root = ex;
		for (Throwable cause = ex; cause != null; cause = cause.getCause()) {
			root = cause;
		}
		return root;
	}

}
