package io.feishuinterviews.compat;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures Tomcat for what SDKs send.
 */
@Configuration(proxyBeanMethods = false)
class SdkConfiguration {

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> baseUrlValve() {
		return (tomcat) -> tomcat.addEngineValves(new BaseUrlValve());
	}

}
