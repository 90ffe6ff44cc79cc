package io.feishuinterviews.events;

import io.feishuinterviews.settings.SecretText;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * How Feishu's events are verified, and whether they cause calls to Feishu. The first two
 * settings are in the developer console.
 *
 * @param encryptKey the Encrypt Key of the app, which encrypts and signs events
 * @param verificationToken the Verification Token of the app, which every event contains
 * @param lookUpApplications whether to call Feishu for the talent of an application that
 * no cached response contains, which needs one more scope
 */
@ConfigurationProperties("feishu.events")
public record EventsProperties(@Nullable String encryptKey, @Nullable String verificationToken,
		@DefaultValue("false") Boolean lookUpApplications) {

	public EventsProperties {
		encryptKey = checked("encrypt-key", encryptKey);
		verificationToken = checked("verification-token", verificationToken);
		Assert.isTrue(encryptKey == null || verificationToken != null,
				"verification-token must be set, because feishu.events.encrypt-key is");
		Assert.isTrue(verificationToken == null || encryptKey != null,
				"encrypt-key must be set, because feishu.events.verification-token is");
	}

	private static @Nullable String checked(String setting, @Nullable String value) {
		return StringUtils.hasText(value) ? SecretText.withoutLineEnd(setting, value) : null;
	}

	/**
	 * Hides the secrets.
	 */
	@Override
	public String toString() {
		return "EventsProperties[enabled=" + (this.encryptKey != null) + "]";
	}

}
