package io.feishuinterviews.cache;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How long a talent's interviews are served, and how many are kept.
 *
 * @param freshFor how long an answer of Feishu's is served without asking again
 * @param staleWhileRevalidate how much longer it is served at once, while Feishu is asked
 * in the background
 * @param staleIfError how much longer than fresh it is served when Feishu cannot be had
 * @param notFoundFor how long Feishu's word that a talent does not exist, or is
 * confidential, is taken for an answer
 * @param maxSize the memory that cached answers may take
 */
@Validated
@ConfigurationProperties("interviews.cache")
record CacheProperties(@DefaultValue("60s") @DurationMin(seconds = 0) Duration freshFor,
		@DefaultValue("10m") @DurationMin(seconds = 0) Duration staleWhileRevalidate,
		@DefaultValue("24h") @DurationMin(seconds = 0) Duration staleIfError,
		@DefaultValue("30s") @DurationMin(seconds = 0) Duration notFoundFor, @DefaultValue("64MB") DataSize maxSize) {

}
