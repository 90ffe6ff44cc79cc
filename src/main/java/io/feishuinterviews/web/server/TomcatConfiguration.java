package io.feishuinterviews.web.server;

import org.apache.coyote.AbstractProtocol;
import org.apache.coyote.Request;
import org.apache.coyote.http2.Http2Protocol;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.Http2;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.unit.DataSize;

/**
 * Configures Tomcat: HTTP/2 and a larger write buffer.
 */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {

	/**
	 * Serves HTTP/2, where {@code server.http2.enabled} is set. Over plain HTTP, a
	 * request with a body is not upgraded, which RFC 9110 leaves to the server: Tomcat
	 * would read the body before, and hold a thread for as long as it takes to come.
	 */
	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> http2Customizer() {
		return (tomcat) -> {
			// Spring Boot's own customizer has a precedence, so server.http2 is known
			if (tomcat.getHttp2() == null || !tomcat.getHttp2().isEnabled()) {
				return;
			}
			tomcat.setHttp2(new Http2());
			tomcat.addConnectorCustomizers((connector) -> {
				Http2Protocol http2 = new Http2Protocol() {

					@Override
					public boolean accept(Request request) {
						return request.getContentLengthLong() <= 0
								&& request.getMimeHeaders().getHeader("Transfer-Encoding") == null
								&& super.accept(request);
					}

				};
				http2.setKeepAliveTimeout(((AbstractProtocol<?>) connector.getProtocolHandler()).getKeepAliveTimeout());
				connector.addUpgradeProtocol(http2);
			});
		};
	}

	/**
	 * Writes most responses with one system call. Tomcat's default buffer of 8 KB would
	 * need two or three writes for an uncompressed response, and writing dominates the
	 * cost of a hit. Each connection keeps such a buffer, so it is not larger.
	 */
	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> responseBufferCustomizer() {
		return (tomcat) -> tomcat.addConnectorCustomizers((connector) -> connector.setProperty("socket.appWriteBufSize",
				String.valueOf(DataSize.ofKilobytes(16).toBytes())));
	}

}
