package io.feishuinterviews.security.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.TimeMeter;

/**
 * The service's time, as Bucket4j takes it.
 *
 * @param ticker the same, as Caffeine takes it
 */
public record TickerTime(Ticker ticker) implements TimeMeter {

	@Override
	public long currentTimeNanos() {
		return this.ticker.read();
	}

	@Override
	public boolean isWallClockBased() {
		return false;
	}

}
