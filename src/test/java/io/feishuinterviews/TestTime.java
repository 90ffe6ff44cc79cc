package io.feishuinterviews;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import com.github.benmanes.caffeine.cache.Ticker;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/**
 * A time that stands still until a test lets it pass.
 */
public class TestTime extends Clock implements Ticker {

	/**
	 * When every test begins.
	 */
	public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

	private volatile Instant now = START;

	private volatile Duration setBack = Duration.ZERO;

	public void pass(Duration time) {
		this.now = this.now.plus(time);
	}

	/**
	 * Set the clock back, which does not change what a ticker measures.
	 */
	public void setClockBack(Duration time) {
		this.setBack = this.setBack.plus(time);
	}

	/**
	 * Start anew, later than anything a test before may have kept.
	 */
	public void passALongWhile() {
		this.setBack = Duration.ZERO;
		pass(Duration.ofDays(30));
	}

	@Override
	public Instant instant() {
		return this.now.minus(this.setBack);
	}

	@Override
	public long read() {
		return Duration.between(START, this.now).toNanos();
	}

	@Override
	public ZoneId getZone() {
		return ZoneOffset.UTC;
	}

	@Override
	public Clock withZone(ZoneId zone) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Makes it the service's time.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class Configuration {

		@Bean
		@Primary
		TestTime testTime() {
			return new TestTime();
		}

	}

}
