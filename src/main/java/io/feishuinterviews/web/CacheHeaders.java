package io.feishuinterviews.web;

import java.time.Duration;

import io.feishuinterviews.cache.CacheResult;
import io.feishuinterviews.cache.FreshnessPolicy;
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

	private final String cacheControl;

	/**
	 * Make the headers of answers that are served for so long.
	 * @param freshness how long
	 */
	public CacheHeaders(FreshnessPolicy freshness) {
		this.cacheControl = "private, max-age=" + freshness.freshFor().toSeconds() + ", stale-while-revalidate="
				+ freshness.staleWhileRevalidate().toSeconds() + ", stale-if-error="
				+ freshness.staleIfError().toSeconds();
	}

	/**
	 * Say how fresh a snapshot is and where it was taken from.
	 * @param result the snapshot
	 * @return the headers, to which others can be added
	 */
	public HttpHeaders of(CacheResult result) {
		HttpHeaders headers = new HttpHeaders();
		set(headers, result.age(), status(result));
		return headers;
	}

	/**
	 * Return the freshness headers. The freshness lifetime is constant and starts when
	 * Feishu responded; clients subtract the age (RFC 9111 section 4.2).
	 * @param headers the headers to set
	 * @param age the time since Feishu responded
	 * @param cacheStatus the value of {@code Cache-Status}
	 */
	public void set(HttpHeaders headers, Duration age, String cacheStatus) {
		headers.set(HttpHeaders.CACHE_CONTROL, this.cacheControl);
		headers.set(HttpHeaders.AGE, Long.toString(age.toSeconds()));
		headers.set(CACHE_STATUS, cacheStatus);
	}

	/**
	 * Say where a snapshot was taken from.
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
	 * Say that an answer is from the cache.
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
	 * @return the value of {@code Cache-Status}; {@code null} for what the cache may have
	 * had
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
