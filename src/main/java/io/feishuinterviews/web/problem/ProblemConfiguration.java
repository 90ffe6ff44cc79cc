package io.feishuinterviews.web.problem;

import io.feishuinterviews.interview.FailureText;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Configures the texts of problems, and sends Tomcat's own errors as problems.
 */
@Configuration(proxyBeanMethods = false)
class ProblemConfiguration {

	@Bean
	static MessageSource messageSource() {
		return FailureText.labels();
	}

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE) // the valve that is added last runs first
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemErrorReportValveCustomizer(ProblemWriter writer,
			AllowedMethods methods) {
		return (tomcat) -> tomcat.addContextCustomizers(
				(context) -> context.getParent().getPipeline().addValve(new ProblemErrorReportValve(writer, methods)));
	}

}
