package io.feishuinterviews.security.limit;

import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.TimeMeter;

/**
 * The service's source of time for Bucket4j.
 *
 * @param ticker the service's source of time
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
