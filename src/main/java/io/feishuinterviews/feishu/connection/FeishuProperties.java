package io.feishuinterviews.feishu.connection;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.feishuinterviews.settings.Matches;
import io.feishuinterviews.settings.PlainHttp;
import io.feishuinterviews.settings.SecretText;
import io.feishuinterviews.settings.SettingException;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Feishu's address and the credentials of the app.
 *
 * @param baseUrl Feishu's address; https://open.larksuite.com outside China
 * @param appId the ID of the app that may read interviews
 * @param appSecret the secret of that app
 * @param proxy the HTTP proxy on the way to Feishu, as http://user:password@host:port;
 * without it, the one that HTTPS_PROXY or HTTP_PROXY name, unless NO_PROXY excludes
 * Feishu
 * @param allowHttp whether Feishu and the identity provider may be called without TLS
 * over a network, for a sandbox in another container
 * @param appType custom, or store for an app that many tenants install
 */
@ConfigurationProperties("feishu")
public record FeishuProperties(@DefaultValue("https://open.feishu.cn") @Matches(
		value = "https?://" + Matches.AUTHORITY + "/?",
		description = "an http or https URL of a host, such as https://open.feishu.cn, without user, path or query") URI baseUrl,
		String appId, Secret appSecret, @Nullable Secret proxy, @DefaultValue("false") Boolean allowHttp,
		@DefaultValue("custom") AppType appType) {

	// external values may be null
	@SuppressWarnings("ConstantValue")
	public FeishuProperties {
		baseUrl = URI.create(StringUtils.trimTrailingCharacter(baseUrl.toString(), '/'));
		Assert.isTrue(allowHttp || !PlainHttp.isUnprotected(baseUrl),
				() -> "base-url must be " + PlainHttp.DESCRIPTION);
		List<String> missing = new ArrayList<>();
		if (!StringUtils.hasText(appId)) {
			missing.add("app-id");
		}
		if (appSecret == null || !StringUtils.hasText(appSecret.value())) {
			missing.add("app-secret");
		}
		if (!missing.isEmpty()) {
			throw missing(missing);
		}
		appId = SecretText.withoutLineEnd("app-id", appId);
		appSecret = new Secret(SecretText.withoutLineEnd("app-secret", appSecret.value()));
		if (proxy != null && StringUtils.hasText(proxy.value())) {
			// stops the start if it is invalid
			OutgoingProxy.parse("feishu.proxy", proxy.value());
		}
	}

	private static SettingException missing(List<String> settings) {
		String variables = settings.stream()
			.map((setting) -> "FEISHU_" + setting.toUpperCase(Locale.ROOT).replace('-', '_'))
			.collect(Collectors.joining(" and "));
		return new SettingException(String.join(" and ", settings) + " must be set",
				"The credentials of the Feishu app are missing: %s not set.".formatted(variables),
				"""
						Set FEISHU_APP_ID and FEISHU_APP_SECRET in the environment (or feishu.app-id and feishu.app-secret) \
						to those of a Feishu app that may read interviews.
						To run the service with made-up data and without a Feishu account, use one of these commands in the source directory:
						    ./mvnw spring-boot:test-run
						    docker compose --profile sandbox up""");
	}

	/**
	 * Return the same settings with another secret.
	 * @param secret the secret
	 * @return the settings
	 */
	public FeishuProperties withAppSecret(Secret secret) {
		return new FeishuProperties(this.baseUrl, this.appId, secret, this.proxy, this.allowHttp, this.appType);
	}

}
