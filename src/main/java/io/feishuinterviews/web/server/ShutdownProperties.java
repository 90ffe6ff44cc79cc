package io.feishuinterviews.web.server;

import java.time.Duration;

import io.feishuinterviews.settings.Between;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the service ends.
 *
 * @param drainFor how long it still takes requests once it has said that it wants no
 * more; longer than its load balancer needs to notice
 */
@ConfigurationProperties("interviews.shutdown")
record ShutdownProperties(@DefaultValue("5s") @Between(min = "0s", max = "10m") Duration drainFor) {

}
