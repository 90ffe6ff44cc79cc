package io.feishuinterviews.web.server;

import java.time.Duration;

import io.feishuinterviews.settings.Between;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the service ends.
 *
 * @param drainFor how long requests are accepted after readiness turns down; longer than
 * the load balancer takes to notice
 */
@ConfigurationProperties("interviews.shutdown")
record ShutdownProperties(@DefaultValue("5s") @Between(min = "0s", max = "10m") Duration drainFor) {

}
