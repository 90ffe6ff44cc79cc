package io.feishuinterviews.cache;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How long a talent's interviews are kept, and how many.
 *
 * @param freshFor how long an answer of Feishu's is served without asking again
 * @param maxSize the memory that cached answers may take
 */
@Validated
@ConfigurationProperties("interviews.cache")
record CacheProperties(@DefaultValue("60s") @DurationMin(seconds = 0) Duration freshFor,
		@DefaultValue("64MB") DataSize maxSize) {

}
