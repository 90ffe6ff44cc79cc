package io.feishuinterviews.feishu;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Where Feishu is, and who we are to it.
 *
 * @param baseUrl Feishu's address; https://open.larksuite.com outside China
 * @param appId the ID of the custom app that may read interviews
 * @param appSecret the secret of that app
 * @param proxy the HTTP proxy on the way to Feishu, as http://user:password@host:port;
 * without it, the one that HTTPS_PROXY or HTTP_PROXY name, unless NO_PROXY excludes
 * Feishu
 */
@ConfigurationProperties("feishu")
record FeishuProperties(@DefaultValue("https://open.feishu.cn") URI baseUrl, String appId, Secret appSecret,
		@Nullable Secret proxy) {

	// nothing is certain about what comes from outside
	@SuppressWarnings("ConstantValue")
	FeishuProperties {
		boolean http = "http".equals(baseUrl.getScheme()) || "https".equals(baseUrl.getScheme());
		Assert.isTrue(http && baseUrl.getHost() != null, "must be an http or https URL");
		List<String> missing = new ArrayList<>();
		if (!StringUtils.hasText(appId)) {
			missing.add("FEISHU_APP_ID");
		}
		if (appSecret == null || !StringUtils.hasText(appSecret.value())) {
			missing.add("FEISHU_APP_SECRET");
		}
		if (!missing.isEmpty()) {
			throw new MissingCredentialsException(missing);
		}
	}

}
