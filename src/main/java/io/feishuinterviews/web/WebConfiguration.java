package io.feishuinterviews.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.feishuinterviews.web.problem.ProblemCorsProcessor;
import io.feishuinterviews.web.problem.ProblemWriter;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.filter.CorsFilter;
import org.springframework.web.filter.RequestContextFilter;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerAdapter;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Teaches Spring MVC what our requests look like.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CorsProperties.class)
class WebConfiguration {

	/**
	 * Web pages of other origins: answered before anybody is asked for credentials, which
	 * browsers do not send when they ask whether they may ask.
	 */
	@Bean
	static FilterRegistrationBean<CorsFilter> cors(CorsProperties properties, ProblemWriter problems) {
		CorsConfiguration cors = new CorsConfiguration();
		cors.setAllowedOrigins(properties.allowedOrigins());
		cors.setAllowedMethods(List.of("GET", "HEAD"));
		cors.setAllowedHeaders(List.of(CorsConfiguration.ALL));
		cors.setExposedHeaders(List.of(HttpHeaders.ETAG, HttpHeaders.AGE, HttpHeaders.RETRY_AFTER,
				CacheHeaders.CACHE_STATUS, HttpHeaders.CONTENT_LANGUAGE, HttpHeaders.WWW_AUTHENTICATE, "RateLimit",
				"RateLimit-Policy", RequestIdFilter.HEADER));
		cors.setMaxAge(3600L);
		UrlBasedCorsConfigurationSource talents = new UrlBasedCorsConfigurationSource();
		talents.registerCorsConfiguration("/talents/**", cors);
		CorsFilter filter = new CorsFilter(talents);
		filter.setCorsProcessor(new ProblemCorsProcessor(problems));
		FilterRegistrationBean<CorsFilter> registration = new FilterRegistrationBean<>(filter);
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 40);
		registration.setEnabled(!properties.allowedOrigins().isEmpty());
		return registration;
	}

	/**
	 * Look for a request's handler among ours first, and have its reply sent by what is
	 * there to send it. Actuator's handlers, and Spring's for what handlers return, of
	 * which there are many, would otherwise all be asked before.
	 */
	@Bean
	static WebMvcRegistrations webMvcRegistrations() {
		return new WebMvcRegistrations() {

			@Override
			public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
				return new RequestMappingHandlerMapping() {

					@Override
					public int getOrder() {
						return Ordered.HIGHEST_PRECEDENCE;
					}

				};
			}

			@Override
			public RequestMappingHandlerAdapter getRequestMappingHandlerAdapter() {
				return new RequestMappingHandlerAdapter() {

					@Override
					public void afterPropertiesSet() {
						super.afterPropertiesSet();
						List<HandlerMethodReturnValueHandler> handlers = new ArrayList<>();
						handlers.add(new ReplyHandler());
						handlers.addAll(Objects.requireNonNull(getReturnValueHandlers()));
						setReturnValueHandlers(handlers);
					}

				};
			}

		};
	}

	/**
	 * Spring MVC itself says which request a thread is busy with.
	 */
	@Bean
	static FilterRegistrationBean<RequestContextFilter> requestContextFilterRegistration() {
		FilterRegistrationBean<RequestContextFilter> registration = new FilterRegistrationBean<>(
				new RequestContextFilter());
		registration.setEnabled(false);
		return registration;
	}

}
