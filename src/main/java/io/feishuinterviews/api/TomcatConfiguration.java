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
	 * Has most answers leave at once, headers and all. Tomcat gathers 8 KB by itself,
	 * which makes two or three writes of one that is not compressed, and there is nothing
	 * dearer about a hit than to write. More would not do: each connection keeps as much.
	 */
	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> oneWrite() {
		return (tomcat) -> tomcat.addConnectorCustomizers((connector) -> connector.setProperty("socket.appWriteBufSize",
				String.valueOf(DataSize.ofKilobytes(16).toBytes())));
	}

}
