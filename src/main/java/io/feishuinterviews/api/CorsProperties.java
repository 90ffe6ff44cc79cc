package io.feishuinterviews.api;

import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which web pages may ask.
 *
 * @param allowedOrigins the origins of the pages, such as https://hr.example.com; none by
 * default
 */
@ConfigurationProperties("interviews.cors")
record CorsProperties(@DefaultValue List<String> allowedOrigins) {

}
