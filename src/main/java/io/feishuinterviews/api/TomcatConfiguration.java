package io.feishuinterviews.api;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.util.unit.DataSize;

/**
 * Teaches Tomcat our problems, and the size of our answers.
 */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {

	@Bean
	@Order(Ordered.LOWEST_PRECEDENCE) // the last valve to come is the first to speak
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemValve(ProblemWriter writer) {
		return (tomcat) -> tomcat
			.addContextCustomizers((context) -> context.getParent().getPipeline().addValve(new ProblemValve(writer)));
	}

	/**
	 * Has an answer leave at once, headers and all. With what Tomcat gathers by default,
	 * 8 KB, most that are not compressed would take several writes, each of which costs
	 * more than all that has come before.
	 */
	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> oneWrite() {
		return (tomcat) -> tomcat.addConnectorCustomizers((connector) -> connector.setProperty("socket.appWriteBufSize",
				String.valueOf(DataSize.ofKilobytes(32).toBytes())));
	}

}
