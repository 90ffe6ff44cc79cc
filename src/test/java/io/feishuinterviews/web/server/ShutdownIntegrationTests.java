package io.feishuinterviews.web.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

import com.github.tomakehurst.wiremock.client.WireMock;
import io.feishuinterviews.FeishuInterviewsApplication;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Sandbox;
import org.junit.jupiter.api.Test;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The end of a service that is busy, as a load balancer and its clients see it.
 */
class ShutdownIntegrationTests {

	private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final FeishuServer feishu = new FeishuServer();

	private String url = "";

	@Test
	void completesAllRequestsDuringShutdown() throws Exception {
		ConfigurableApplicationContext service = SpringApplication.run(FeishuInterviewsApplication.class,
				"--server.port=0", "--feishu.base-url=" + this.feishu.url(), "--feishu.app-id=" + Sandbox.APP_ID,
				"--feishu.app-secret=" + Sandbox.APP_SECRET, "--interviews.shutdown.drain-for=2s",
				"--resilience4j.timelimiter.instances.feishu.timeout-duration=7s",
				"--interviews.security.anonymous-scopes=interviews:read",
				"--interviews.security.clients.load.key-sha256=" + Sandbox.sha256("load"),
				"--interviews.security.clients.load.scopes=interviews:read",
				"--interviews.security.clients.load.requests-per-second=1000000");
		this.url = "http://localhost:" + service.getEnvironment().getProperty("local.server.port");
		this.feishu.answers("slow",
				WireMock.okJson("{\"code\":0,\"msg\":\"ok\",\"data\":{\"items\":[]}}").withFixedDelay(4000));
		ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
		AtomicBoolean ready = new AtomicBoolean(true);
		ExecutorService clients = Executors.newFixedThreadPool(8);
		List<? extends Future<?>> load = IntStream.range(0, 8).mapToObj((i) -> clients.submit(() -> {
			while (ready.get()) {
				try {
					assertThat(get("/talents/6949805467799537964/interviews").statusCode()).isEqualTo(200);
				}
				catch (Throwable ex) {
					failures.add(ex);
					return;
				}
			}
		})).toList();
		await().until(() -> get("/talents/7100000000000000001/interviews").statusCode() == 200);
		CompletableFuture<HttpResponse<String>> underWay = this.http.sendAsync(request("/talents/slow/interviews"),
				HttpResponse.BodyHandlers.ofString());
		await().until(() -> !this.feishu.calls("slow").isEmpty());

		// on a thread of its own: on two processors, the JDK's HTTP client has but one to
		// go on with
		Thread end = new Thread(service::close);
		end.start();
		await().until(() -> get("/readyz").statusCode() == 503);
		HttpResponse<String> late = get("/talents/7100000000000000001/interviews");
		assertThat(late.statusCode()).isEqualTo(200);
		assertThat(late.headers().firstValue("Connection")).as("the last on its connection").hasValue("close");
		assertThat(get("/livez").statusCode()).isEqualTo(200);
		ready.set(false);
		for (Future<?> each : load) {
			each.get();
		}

		assertThat(failures).isEmpty();
		assertThat(underWay.join().statusCode()).isEqualTo(200);
		end.join();
		clients.shutdown();
		this.feishu.wireMock().stop();
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return this.http.send(request(path), HttpResponse.BodyHandlers.ofString());
	}

	private HttpRequest request(String path) {
		return HttpRequest.newBuilder(URI.create(this.url + path)).header("Authorization", "Bearer load").build();
	}

}
