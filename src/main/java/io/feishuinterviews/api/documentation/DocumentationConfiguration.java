package io.feishuinterviews.api.documentation;

import io.feishuinterviews.security.AccessRule;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Configures who may read the documentation, and how many at the same time.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DocumentationProperties.class)
class DocumentationConfiguration {

	/**
	 * Where Swagger UI's files are.
	 */
	static final String SWAGGER_UI = "/swagger-ui/";

	@Bean
	AccessRule documentationRule() {
		return AccessRule.open("/", "/swagger-ui.html", SWAGGER_UI + "**", "/v3/api-docs", "/v3/api-docs.yaml",
				"/v3/api-docs/swagger-config", LabelsController.PATH);
	}

	@Bean
	static FilterRegistrationBean<DocumentationFilter> documentationFilterRegistration(
			@Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
		FilterRegistrationBean<DocumentationFilter> registration = new FilterRegistrationBean<>(
				new DocumentationFilter(problems));
		registration.addUrlPatterns("/swagger-ui.html", SWAGGER_UI + "*", "/v3/api-docs", "/v3/api-docs.yaml",
				"/v3/api-docs/*", LabelsController.PATH);
		registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 35);
		return registration;
	}

}
