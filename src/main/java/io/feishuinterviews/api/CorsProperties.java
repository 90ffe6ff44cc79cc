package io.feishuinterviews.api;

import java.util.List;

import io.feishuinterviews.settings.Matches;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The web pages that may call the service.
 *
 * @param allowedOrigins the origins of the pages, such as https://hr.example.com; none by
 * default
 */
@ConfigurationProperties("interviews.cors")
record CorsProperties(@DefaultValue @Matches(value = "[a-z][a-z0-9+.-]*://" + Matches.AUTHORITY + "/?",
		description = "origins, such as https://hr.example.com; neither * nor null, which would let any web page read interviews") List<String> allowedOrigins) {

}
