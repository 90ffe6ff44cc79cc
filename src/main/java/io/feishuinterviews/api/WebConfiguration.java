package io.feishuinterviews.api;

import java.util.List;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.webmvc.autoconfigure.WebMvcRegistrations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.ViewControllerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Teaches Spring MVC what our requests look like.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CorsProperties.class)
class WebConfiguration implements WebMvcConfigurer {

	private final CorsProperties cors;

	WebConfiguration(CorsProperties cors) {
		this.cors = cors;
	}

	@Bean
	static WebMvcRegistrations corsProblems(ProblemWriter problems) {
		return new WebMvcRegistrations() {

			@Override
			public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
				RequestMappingHandlerMapping mapping = new RequestMappingHandlerMapping();
				mapping.setCorsProcessor(new ProblemCorsProcessor(problems));
				return mapping;
			}

		};
	}

	@Override
	public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
		resolvers.add(new TalentQueryResolver());
	}

	@Override
	public void addReturnValueHandlers(List<HandlerMethodReturnValueHandler> handlers) {
		handlers.add(new ReplyHandler());
	}

	@Override
	public void addCorsMappings(CorsRegistry registry) {
		if (!this.cors.allowedOrigins().isEmpty()) {
			registry.addMapping("/talents/**")
				.allowedOrigins(this.cors.allowedOrigins().toArray(String[]::new))
				.allowedMethods("GET", "HEAD")
				.exposedHeaders(HttpHeaders.ETAG, HttpHeaders.AGE, HttpHeaders.RETRY_AFTER, CacheHeaders.CACHE_STATUS,
						HttpHeaders.CONTENT_LANGUAGE, RequestIdFilter.HEADER)
				.maxAge(3600);
		}
	}

	@Override
	public void addViewControllers(ViewControllerRegistry registry) {
		registry.addRedirectViewController("/", "/swagger-ui.html");
	}

}
