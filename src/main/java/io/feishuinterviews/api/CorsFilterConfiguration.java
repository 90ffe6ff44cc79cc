package io.feishuinterviews.api;

import java.util.List;

import io.feishuinterviews.api.documentation.LabelsController;
import io.feishuinterviews.security.limit.RateLimitHeaders;
import io.feishuinterviews.web.CacheHeaders;
import io.feishuinterviews.web.RequestIdFilter;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsProcessor;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;

/**
 * Configures CORS.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CorsProperties.class)
class CorsFilterConfiguration {

	/**
	 * Handles CORS. Runs before all filters that may reject a request, so that a page can
	 * read the problem; preflight requests carry no credentials.
	 */
	@Bean
	static FilterRegistrationBean<CorsFilter> corsFilterRegistration(CorsProperties properties,
			CorsProcessor processor) {
		CorsConfiguration cors = new CorsConfiguration();
		cors.setAllowedOrigins(properties.allowedOrigins());
		// Spring MVC rejects other methods with a problem, which a page can read only if
		// it may send them
		cors.addAllowedMethod(CorsConfiguration.ALL);
		cors.setAllowedHeaders(List.of(CorsConfiguration.ALL));
		cors.setExposedHeaders(List.of(HttpHeaders.ETAG, HttpHeaders.AGE, HttpHeaders.RETRY_AFTER,
				CacheHeaders.CACHE_STATUS, HttpHeaders.CONTENT_LANGUAGE, HttpHeaders.WWW_AUTHENTICATE,
				RateLimitHeaders.LIMIT, RateLimitHeaders.POLICY, RequestIdFilter.HEADER));
		cors.setMaxAge(3600L);
		UrlBasedCorsConfigurationSource paths = new UrlBasedCorsConfigurationSource();
		paths.registerCorsConfiguration(ApiConfiguration.ALL, cors);
		paths.registerCorsConfiguration(LabelsController.PATH, cors);
		CorsFilter filter = new CorsFilter(paths);
		filter.setCorsProcessor(processor);
		FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(filter);
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 25);
		registration.setEnabled(!properties.allowedOrigins().isEmpty());
		return registration;
	}

}
