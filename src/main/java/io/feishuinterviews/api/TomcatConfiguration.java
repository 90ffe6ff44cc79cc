package io.feishuinterviews.api;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Teaches Tomcat our problems.
 */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE) // the last valve to come is the first to speak
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemValve(ProblemWriter writer) {
		return (tomcat) -> tomcat
			.addContextCustomizers((context) -> context.getParent().getPipeline().addValve(new ProblemValve(writer)));
	}

}
