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

	public static final String CACHE_STATUS = "Cache-Status";

	private static final String US = "feishu-interviews; ";

	private static final String FORWARDED = US + "fwd=";

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
	 * @param served the snapshot
	 * @return the headers, to which others can be added
	 */
	public HttpHeaders of(CacheResult served) {
		HttpHeaders headers = new HttpHeaders();
		set(headers, served.age(), status(served));
		return headers;
	}

	/**
	 * Return the freshness headers. The freshness lifetime is constant and starts when
	 * Feishu responded; clients subtract the age (RFC 9111 section 4.2).
	 */
	public void set(HttpHeaders headers, Duration age, String cacheStatus) {
		headers.set(HttpHeaders.CACHE_CONTROL, this.cacheControl);
		headers.set(HttpHeaders.AGE, Long.toString(age.toSeconds()));
		headers.set(CACHE_STATUS, cacheStatus);
	}

	/**
	 * Say where a snapshot was taken from.
	 * @param served the snapshot
	 * @return the value of {@code Cache-Status}
	 */
	public static String status(CacheResult served) {
		String forwarded = switch (served.outcome()) {
			case HIT -> hit(served.timeToLive());
			case MISS -> US + "fwd=miss";
			case STALE -> US + "fwd=stale";
			case REQUEST -> US + "fwd=request";
		};
		if (served.failure() != null) {
			return forwarded + reason(served.failure());
		}
		return forwarded + (served.collapsed() ? "; collapsed" : "") + (served.stored() ? "; stored" : "");
	}

	/**
	 * Say that an answer is from the cache.
	 * @param timeToLive how much longer it is fresh
	 * @return the value of {@code Cache-Status}
	 */
	public static String hit(Duration timeToLive) {
		// whole seconds, which with the whole seconds of its age are the freshness
		return US + "hit; ttl=" + timeToLive.plusMillis(999).toSeconds();
	}

	/**
	 * Return {@code Cache-Status} of a failure.
	 * @param failure the failure
	 * @return the value of {@code Cache-Status}; {@code null} for what the cache may have
	 * had
	 */
	public static @Nullable String status(UpstreamException failure) {
		return failure.kind().isNegativeAnswer() ? null : US + "fwd=miss" + reason(failure);
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
