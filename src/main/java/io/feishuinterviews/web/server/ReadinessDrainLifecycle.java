package io.feishuinterviews.web.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.coyote.http11.AbstractHttp11Protocol;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps accepting requests for a while after readiness turns down, so that load balancers
 * can deregister the instance. Each response closes its connection. Afterwards Spring
 * Boot refuses connections and completes active requests.
 */
@Component
@EnableConfigurationProperties(ShutdownProperties.class)
class ReadinessDrainLifecycle implements SmartLifecycle {

	private static final Log log = LogFactory.getLog(ReadinessDrainLifecycle.class);

	private final WebServerApplicationContext context;

	private final Duration time;

	private volatile boolean running;

	ReadinessDrainLifecycle(WebServerApplicationContext context, ShutdownProperties properties) {
		this.context = context;
		this.time = properties.drainFor();
	}

	@Override
	public void start() {
		this.running = true;
	}

	@Override
	public void stop() {
		stop(() -> {
		});
	}

	@Override
	public void stop(Runnable ended) {
		this.running = false;
		if (this.time.isZero() || !(this.context.getWebServer() instanceof TomcatWebServer tomcat)) {
			ended.run();
			return;
		}
		log.info("Readiness is down. Requests are accepted for another " + this.time);
		Stream.of(tomcat.getTomcat().getService().findConnectors())
			.map((connector) -> (AbstractHttp11Protocol<?>) connector.getProtocolHandler())
			.forEach((http) -> http.setMaxKeepAliveRequests(1));
		CompletableFuture.delayedExecutor(this.time.toMillis(), TimeUnit.MILLISECONDS).execute(ended);
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
