package io.feishuinterviews.api;

import java.time.Duration;

import org.hibernate.validator.constraints.time.DurationMin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the service ends.
 *
 * @param drainFor how long it still takes requests once it has said that it wants no
 * more; longer than its load balancer needs to notice
 */
@Validated
@ConfigurationProperties("interviews.shutdown")
record ShutdownProperties(@DefaultValue("5s") @DurationMin(seconds = 0) Duration drainFor) {

}
