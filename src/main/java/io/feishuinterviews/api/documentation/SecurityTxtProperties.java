package io.feishuinterviews.api.documentation;

import io.feishuinterviews.settings.Matches;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The contact in {@code /.well-known/security.txt}.
 *
 * @param contact where to report vulnerabilities; without it, there is no such file
 */
@ConfigurationProperties("interviews.security-txt")
record SecurityTxtProperties(@Matches(value = "(mailto:|https://|tel:)[!-~]+",
		description = "a mailto:, https: or tel: URI, such as mailto:security@example.com") @Nullable String contact) {

}
