package io.feishuinterviews.api;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.feishuinterviews.cache.Freshness;
import io.feishuinterviews.cache.Served;

import org.springframework.http.HttpHeaders;

/**
 * Says how fresh an answer is and where it was taken from: RFC 9111, RFC 5861 and RFC
 * 9211.
 */
public class CacheHeaders {

	static final String CACHE_STATUS = "Cache-Status";

	private static final String US = "feishu-interviews; ";

	private final String staleTimes;

	/**
	 * Make the headers of answers that are served for so long.
	 * @param freshness how long
	 */
	public CacheHeaders(Freshness freshness) {
		this.staleTimes = ", stale-while-revalidate=" + freshness.staleWhileRevalidate().toSeconds()
				+ ", stale-if-error=" + freshness.staleIfError().toSeconds();
	}

	/**
	 * Say how fresh a snapshot is and where it was taken from.
	 * @param served the snapshot
	 * @return the headers, to which others can be added
	 */
	public Map<String, String> of(Served served) {
		Map<String, String> headers = new LinkedHashMap<>();
		set(headers, served.age(), served.timeToLive(), status(served));
		return headers;
	}

	void set(Map<String, String> headers, Duration age, Duration timeToLive, String cacheStatus) {
		long left = Math.max(0, seconds(timeToLive));
		headers.put(HttpHeaders.CACHE_CONTROL, "private, max-age=" + left + this.staleTimes);
		headers.put(HttpHeaders.AGE, Long.toString(age.toSeconds()));
		headers.put(CACHE_STATUS, US + cacheStatus);
	}

	/**
	 * Say where a snapshot was taken from.
	 * @param served the snapshot
	 * @return the parameters of our entry in {@code Cache-Status}
	 */
	static String status(Served served) {
		if (served.failure() != null) {
			return "fwd=stale; fwd-status=" + ProblemType.of(served.failure().kind()).status().value();
		}
		return switch (served.how()) {
			case HIT -> hit(served.timeToLive());
			case MISS -> "fwd=miss; stored";
			case STALE -> "fwd=stale; stored";
			case REQUEST -> "fwd=request; stored";
		};
	}

	static String hit(Duration timeToLive) {
		return "hit; ttl=" + seconds(timeToLive);
	}

	/**
	 * Return whole seconds, so that with the whole seconds of its age they are as many as
	 * an answer is fresh for.
	 */
	private static long seconds(Duration timeToLive) {
		return timeToLive.plusMillis(999).toSeconds();
	}

}
