package io.feishuinterviews.security.limit;

import java.time.Duration;

/**
 * The rate limit of a client and its remaining requests.
 *
 * @param requestsPerSecond the requests it may make in a second
 * @param remaining the requests it may make now, never negative
 * @param reset the time until it may make all of them again
 */
public record RateLimit(int requestsPerSecond, long remaining, Duration reset) {

}
