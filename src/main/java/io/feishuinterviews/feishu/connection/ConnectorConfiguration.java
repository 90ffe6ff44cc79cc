package io.feishuinterviews.feishu.connection;

import java.time.Duration;
import java.util.Objects;

import io.netty.resolver.NoopAddressResolverGroup;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.SslProvider;

import org.springframework.boot.http.client.autoconfigure.reactive.ClientHttpConnectorBuilderCustomizer;
import org.springframework.boot.http.client.reactive.ReactorClientHttpConnectorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.http.client.ReactorResourceFactory;

/**
 * Configures WebClient's connector: its connections to Feishu, and the proxy on the way.
 * Cancelling a call closes its connection.
 */
@Configuration(proxyBeanMethods = false)
class ConnectorConfiguration {

	private static final Log log = LogFactory.getLog(ConnectorConfiguration.class);

	private static final int THREADS = 4;

	/**
	 * 50 calls a second that hang until their time limit of 3 s are 150 connections.
	 */
	private static final int MAX_CONNECTIONS = 200;

	private static final int MAX_PENDING = 500;

	private static final Duration MAX_WAIT = Duration.ofSeconds(1);

	/**
	 * Below the 15 s after which common load balancers close an idle connection, so that
	 * no request is sent on one that is being closed.
	 */
	private static final Duration MAX_IDLE_TIME = Duration.ofSeconds(10);

	/**
	 * After this a busy connection is replaced, too, so that changes in DNS take effect.
	 */
	private static final Duration MAX_LIFE_TIME = Duration.ofMinutes(5);

	private static final Duration DNS_TIMEOUT = Duration.ofSeconds(1);

	/**
	 * For the proxy's tunnel and for TLS, each. A call that is cancelled meanwhile leaves
	 * its connection to this timeout.
	 */
	private static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(2);

	/**
	 * As many bytes as a Feishu gateway may spend on headers; Netty's default is 8 KB.
	 */
	private static final int MAX_HEADER_SIZE = 64 * 1024;

	@Bean
	ReactorResourceFactory feishuReactorResources() {
		ReactorResourceFactory resources = new ReactorResourceFactory();
		resources.setUseGlobalResources(false);
		resources.setConnectionProviderSupplier(() -> ConnectionProvider.builder("feishu")
			.maxConnections(MAX_CONNECTIONS)
			.pendingAcquireMaxCount(MAX_PENDING)
			.pendingAcquireTimeout(MAX_WAIT)
			.maxIdleTime(MAX_IDLE_TIME)
			.maxLifeTime(MAX_LIFE_TIME)
			.evictInBackground(MAX_IDLE_TIME.dividedBy(2))
			.lifo()
			.build());
		resources.setLoopResourcesSupplier(() -> LoopResources.create("feishu", THREADS, true));
		resources.setShutdownQuietPeriod(Duration.ZERO);
		return resources;
	}

	@Bean
	OutgoingProxy outgoingProxy(FeishuProperties properties, Environment environment) {
		OutgoingProxy proxy = OutgoingProxy.find(properties, environment);
		if (proxy != OutgoingProxy.NONE) {
			log.info("Feishu is called through the proxy " + proxy);
		}
		return proxy;
	}

	/**
	 * HTTP/1.1, one request to a connection: over HTTP/2 a burst would hit the server's
	 * limit on streams. Boot's defaults are replaced since they have the JVM's proxy,
	 * which {@link OutgoingProxy} finds, too.
	 */
	@Bean
	ClientHttpConnectorBuilderCustomizer<ReactorClientHttpConnectorBuilder> feishuConnectorCustomizer(
			ReactorResourceFactory connections, OutgoingProxy proxy, FeishuProperties properties) {
		boolean https = "https".equals(properties.baseUrl().getScheme());
		return (connector) -> connector.withReactorResourceFactory(connections)
			.withHttpClientDefaults((client) -> client.compress(true))
			.withHttpClientCustomizer((client) -> {
				HttpClient configured = client.protocol(HttpProtocol.HTTP11)
					// Resilience4j's settings define retries
					.disableRetry(true)
					.httpResponseDecoder((decoder) -> decoder.maxHeaderSize(MAX_HEADER_SIZE));
				HttpClient secured = https ? limitHandshake(configured) : configured;
				return (proxy != OutgoingProxy.NONE)
						// the proxy resolves the host
						? proxy.applyTo(secured.resolver(NoopAddressResolverGroup.INSTANCE), HANDSHAKE_TIMEOUT)
						: secured.resolver((dns) -> dns.queryTimeout(DNS_TIMEOUT));
			});
	}

	/**
	 * Set the timeout of the TLS handshake, whether the trust is a bundle's or the
	 * default.
	 */
	private static HttpClient limitHandshake(HttpClient client) {
		SslProvider bundle = client.configuration().sslProvider();
		HttpClient secured = (bundle != null) ? client : client.secure();
		return secured
			.secure(SslProvider.addHandlerConfigurator(Objects.requireNonNull(secured.configuration().sslProvider()),
					(tls) -> tls.setHandshakeTimeoutMillis(HANDSHAKE_TIMEOUT.toMillis())));
	}

}
