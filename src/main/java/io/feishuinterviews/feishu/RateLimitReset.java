package io.feishuinterviews.feishu;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;

/**
 * Feishu's {@code x-ogw-ratelimit-reset}: the seconds until its frequency limit lets
 * calls through again.
 */
final class RateLimitReset {

	private static final String HEADER = "x-ogw-ratelimit-reset";

	private RateLimitReset() {
	}

	/**
	 * Return how long to wait.
	 * @param headers the headers of Feishu's answer
	 * @return the time to wait, {@code null} if Feishu did not say
	 */
	static @Nullable Duration in(HttpHeaders headers) {
		String seconds = headers.getFirst(HEADER);
		return (seconds != null && seconds.matches("\\d{1,9}")) ? Duration.ofSeconds(Long.parseLong(seconds)) : null;
	}

}
