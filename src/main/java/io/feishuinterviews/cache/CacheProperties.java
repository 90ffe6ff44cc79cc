package io.feishuinterviews.cache;

import java.time.Duration;

import io.feishuinterviews.settings.Between;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.unit.DataSize;

/**
 * How long a talent's interviews are served, how much memory they may use, and whether
 * clients may store them.
 *
 * @param freshFor how long a response is served without calling Feishu again
 * @param staleWhileRevalidate how much longer a response is served stale while a new one
 * is fetched in the background
 * @param staleIfError how much longer than fresh a response is served if Feishu fails
 * @param staleIfDenied how much longer than fresh a response is served if Feishu denies
 * access: the app is disabled or lacks a scope, its secret is wrong, or its IP allow list
 * does not contain the service. At most {@code stale-if-error}
 * @param notFoundFor how long a negative result (talent not found or confidential) is
 * cached. After that, the next request calls Feishu; if Feishu fails, the negative result
 * is served for as long as a snapshot would be
 * @param maxSize the memory that cached responses may take
 * @param client whether clients, such as browsers, may store responses: {@code private}
 * or {@code no-store}
 * @param clientWithContact whether clients may store responses with full phone numbers.
 * They are not stored either if {@code client} is {@code no-store}
 */
@ConfigurationProperties("interviews.cache")
public record CacheProperties(@DefaultValue("60s") @Between(min = "0s", max = "30d") Duration freshFor,
		@DefaultValue("10m") @Between(min = "0s", max = "30d") Duration staleWhileRevalidate,
		@DefaultValue("24h") @Between(min = "0s", max = "30d") Duration staleIfError,
		@DefaultValue("0s") @Between(min = "0s", max = "30d") Duration staleIfDenied,
		@DefaultValue("30s") @Between(min = "0s", max = "30d") Duration notFoundFor,
		@DefaultValue("64MB") @Between(min = "1MB", max = "1TB") DataSize maxSize,
		@DefaultValue("private") ClientCaching client, @DefaultValue("no-store") ClientCaching clientWithContact) {

	public CacheProperties {
		long heap = Runtime.getRuntime().maxMemory();
		Assert.isTrue(maxSize.toBytes() < heap, () -> "max-size must be smaller than the heap, which is "
				+ DataSize.ofBytes(heap).toMegabytes() + "MB");
		Assert.isTrue(staleIfDenied.compareTo(staleIfError) <= 0,
				"stale-if-denied must not be longer than stale-if-error");
	}

	/**
	 * Return whether clients may store a response.
	 * @param contact whether it has contacts' full numbers
	 * @return whether they may
	 */
	public ClientCaching client(boolean contact) {
		return (contact && this.client == ClientCaching.PRIVATE) ? this.clientWithContact : this.client;
	}

	/**
	 * Return the age after which nothing is served.
	 * @return how long to keep entries
	 */
	public Duration retention() {
		return negativeFreshness().retention();
	}

	/**
	 * Return the age up to which no request waits for Feishu.
	 * @return how long a response is served at once
	 */
	public Duration servedAtOnceFor() {
		return this.freshFor.plus(this.staleWhileRevalidate);
	}

	/**
	 * Return how long snapshots are served.
	 */
	FreshnessPolicy freshness() {
		return new FreshnessPolicy(this.freshFor, this.staleWhileRevalidate, this.staleIfError, this.staleIfDenied);
	}

	/**
	 * Return how long negative results are served. They are remembered at least as long
	 * as snapshots, so that a negative result does not end because Feishu fails.
	 */
	FreshnessPolicy negativeFreshness() {
		Duration rest = freshness().retention().minus(this.notFoundFor);
		Duration staleIfFailed = rest.isNegative() ? Duration.ZERO : rest;
		return new FreshnessPolicy(this.notFoundFor, Duration.ZERO, staleIfFailed, staleIfFailed);
	}

}
