package io.feishuinterviews.api.documentation;

import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.properties.SwaggerUiConfigParameters;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.providers.SpringWebProvider;
import org.springdoc.webmvc.ui.SwaggerWelcomeWebMvc;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Configures Swagger UI.
 */
@Configuration(proxyBeanMethods = false)
class SwaggerUiConfiguration {

	/**
	 * Serves Swagger UI without an address for OAuth 2 to redirect to, which springdoc
	 * would take from {@code X-Forwarded-Host}. Swagger UI sends bearer tokens only.
	 */
	@Bean
	@ConditionalOnBooleanProperty("springdoc.swagger-ui.enabled")
	SwaggerWelcomeWebMvc swaggerWelcome(SwaggerUiConfigProperties swaggerUi, SpringDocConfigProperties springDoc,
			ObjectProvider<SpringWebProvider> springWeb) {
		return new SwaggerWelcomeWebMvc(swaggerUi, springDoc, springWeb) {

			@Override
			protected void calculateOauth2RedirectUrl(SwaggerUiConfigParameters parameters,
					UriComponentsBuilder request) {
				parameters.setOauth2RedirectUrl("");
			}

		};
	}

}
