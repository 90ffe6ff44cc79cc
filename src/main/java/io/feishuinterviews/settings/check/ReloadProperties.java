package io.feishuinterviews.settings.check;

import java.time.Duration;

import io.feishuinterviews.settings.Between;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When settings are read again from files.
 *
 * @param reloadInterval the time between two reads, {@code 0s} for never
 */
@ConfigurationProperties("interviews.settings")
record ReloadProperties(@DefaultValue("10s") @Between(min = "0s", max = "1d") Duration reloadInterval) {

}
