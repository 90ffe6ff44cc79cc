package io.feishuinterviews.web;

import java.time.Duration;

import io.feishuinterviews.cache.CacheProperties;
import io.feishuinterviews.cache.CacheResult;
import io.feishuinterviews.cache.ClientCaching;
import io.feishuinterviews.interview.UpstreamException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Creates the cache headers of a response: RFC 9111, RFC 5861 and RFC 9211.
 */
public class CacheHeaders {

	/**
	 * The header of RFC 9211.
	 */
	public static final String CACHE_STATUS = "Cache-Status";

	private static final String CACHE_NAME = "feishu-interviews; ";

	private static final String FORWARDED = CACHE_NAME + "fwd=";

	private final CacheProperties properties;

	private final String cacheControl;

	/**
	 * Create the headers.
	 * @param properties the settings of the cache
	 */
	CacheHeaders(CacheProperties properties) {
		this.properties = properties;
		this.cacheControl = "private, max-age=" + properties.freshFor().toSeconds() + ", stale-while-revalidate="
				+ properties.staleWhileRevalidate().toSeconds() + ", stale-if-error="
				+ properties.staleIfError().toSeconds();
	}

	/**
	 * Return the headers for a snapshot: its freshness and its source.
	 * @param result the snapshot
	 * @param contact whether the response has contacts' full numbers
	 * @return the headers, to which others can be added
	 */
	HttpHeaders of(CacheResult result, boolean contact) {
		return of(result.age(), status(result), contact, result.reusable());
	}

	/**
	 * Return the freshness headers. The freshness lifetime is constant and starts when
	 * Feishu responded; clients subtract the age (RFC 9111 section 4.2). Settings may
	 * tell clients to store nothing.
	 * @param age the time since Feishu's response
	 * @param cacheStatus the value of {@code Cache-Status}, {@code null} to omit it
	 * @param contact whether the response has contacts' full numbers
	 * @param reusable whether clients may reuse the response without a request
	 * @return the headers, to which others can be added
	 */
	public HttpHeaders of(Duration age, @Nullable String cacheStatus, boolean contact, boolean reusable) {
		HttpHeaders headers = new HttpHeaders();
		headers.set(HttpHeaders.CACHE_CONTROL, cacheControl(contact, reusable));
		headers.set(HttpHeaders.AGE, Long.toString(age.toSeconds()));
		if (cacheStatus != null) {
			headers.set(CACHE_STATUS, cacheStatus);
		}
		return headers;
	}

	private String cacheControl(boolean contact, boolean reusable) {
		if (this.properties.client(contact) == ClientCaching.NO_STORE) {
			return "private, no-store";
		}
		return reusable ? this.cacheControl : "private, no-cache";
	}

	/**
	 * Return {@code Cache-Status} of a snapshot.
	 * @param result the snapshot
	 * @return the value of {@code Cache-Status}
	 */
	public static String status(CacheResult result) {
		String forwarded = switch (result.outcome()) {
			case HIT -> hit(result.timeToLive());
			case MISS -> CACHE_NAME + "fwd=miss";
			case STALE -> CACHE_NAME + "fwd=stale";
			case REQUEST -> CACHE_NAME + "fwd=request";
		};
		if (result.failure() != null) {
			return forwarded + reason(result.failure());
		}
		return forwarded + (result.collapsed() ? "; collapsed" : "") + (result.stored() ? "; stored" : "");
	}

	/**
	 * Return {@code Cache-Status} of a hit.
	 * @param timeToLive how much longer it is fresh
	 * @return the value of {@code Cache-Status}
	 */
	public static String hit(Duration timeToLive) {
		// whole seconds, which with the whole seconds of its age are the freshness
		return CACHE_NAME + "hit; ttl=" + timeToLive.plusMillis(999).toSeconds();
	}

	/**
	 * Return {@code Cache-Status} of a failure.
	 * @param failure the failure
	 * @return the value of {@code Cache-Status}; {@code null} for an answer that may be
	 * cached
	 */
	public static @Nullable String status(UpstreamException failure) {
		return failure.kind().isNegativeAnswer() ? null : CACHE_NAME + "fwd=miss" + reason(failure);
	}

	/**
	 * Complete {@code Cache-Status} for 304: without {@code fwd-status}, 304 would be
	 * taken for Feishu's status.
	 */
	static void setNotModified(HttpHeaders headers) {
		String status = headers.getFirst(CACHE_STATUS);
		if (status != null && status.startsWith(FORWARDED) && !status.contains("; detail=")) {
			headers.set(CACHE_STATUS, status + "; fwd-status=200");
		}
	}

	private static String reason(UpstreamException failure) {
		Integer httpStatus = failure.feishuError().httpStatus();
		return ((httpStatus != null) ? "; fwd-status=" + httpStatus : "") + "; detail=" + failure.kind().code();
	}

}
