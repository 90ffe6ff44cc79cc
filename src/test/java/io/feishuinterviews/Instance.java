package io.feishuinterviews;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * One of several instances of the service, in this JVM. Its time is the test's.
 */
public final class Instance implements AutoCloseable {

	/**
	 * A key for the data in Redis.
	 */
	public static final String ENCRYPTION_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";

	private static final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final ConfigurableApplicationContext context;

	private final String url;

	/**
	 * Start an instance.
	 * @param feishu Feishu
	 * @param time the time of the test
	 * @param settings further settings, as {@code --name=value}
	 */
	public Instance(FeishuServer feishu, TestTime time, String... settings) {
		List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--spring.main.banner-mode=off",
				"--feishu.base-url=" + feishu.url(), "--feishu.app-id=" + Sandbox.APP_ID,
				"--feishu.app-secret=" + Sandbox.APP_SECRET, "--interviews.shutdown.drain-for=0s",
				"--interviews.settings.reload-interval=0s", "--interviews.security.anonymous-scopes=interviews:read",
				"--interviews.security.clients.operator.key-sha256=" + Sandbox.sha256("operator-key"),
				"--interviews.security.clients.operator.scopes=ops"));
		if (Stream.of(settings).noneMatch((setting) -> setting.contains("encryption-keys"))) {
			arguments.add("--interviews.redis.encryption-keys=" + ENCRYPTION_KEY);
		}
		arguments.addAll(List.of(settings));
		SpringApplication application = new SpringApplication(FeishuInterviewsApplication.class);
		application.addInitializers((applicationContext) -> {
			applicationContext.getBeanFactory().registerSingleton("testTime", time);
			applicationContext.addBeanFactoryPostProcessor((factory) -> {
				factory.getBeanDefinition("clock").setFallback(true);
				factory.getBeanDefinition("ticker").setFallback(true);
			});
		});
		this.context = application.run(arguments.toArray(String[]::new));
		this.url = "http://localhost:" + this.context.getEnvironment().getProperty("local.server.port");
	}

	public ConfigurableApplicationContext context() {
		return this.context;
	}

	public HttpResponse<String> get(String path, String... headers) {
		return ask(path, headers).join();
	}

	/**
	 * Send a request to the instance without waiting for the response.
	 */
	public CompletableFuture<HttpResponse<String>> ask(String path, String... headers) {
		return http.sendAsync(request(path, headers).build(), HttpResponse.BodyHandlers.ofString());
	}

	/**
	 * Have the instance delete something, as an operator.
	 */
	public HttpResponse<String> delete(String path) {
		HttpRequest request = request(path, "Authorization", "Bearer operator-key").DELETE().build();
		return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
	}

	/**
	 * Send the instance a body.
	 */
	public HttpResponse<String> post(String path, String body, String... headers) {
		HttpRequest request = request(path, headers).POST(HttpRequest.BodyPublishers.ofString(body)).build();
		return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
	}

	private HttpRequest.Builder request(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(this.url + path));
		if (headers.length > 0) {
			request.headers(headers);
		}
		return request;
	}

	@Override
	public void close() {
		this.context.close();
	}

}
