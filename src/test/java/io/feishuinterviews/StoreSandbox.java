package io.feishuinterviews;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The store side of the sandbox: three made-up tenants, of which the third has not
 * installed the app. Pushes the app ticket on request, and once an hour, as Feishu does.
 */
@SuppressWarnings("FutureReturnValueIgnored") // no caller waits for a push
public final class StoreSandbox implements ServeEventListener {

	/**
	 * The tenants. The API key of each is its name with {@code -key} after it.
	 */
	public static final List<String> TENANTS = List.of("acme", "globex", "initech");

	private static final String TICKET = "sandbox-ticket";

	private static final Log log = LogFactory.getLog(StoreSandbox.class);

	private final CompletableFuture<URI> service = new CompletableFuture<>();

	private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor((task) -> {
		Thread thread = new Thread(task, "sandbox-events");
		thread.setDaemon(true);
		return thread;
	});

	/**
	 * Return the settings of a service for the store app of the sandbox.
	 * @return the settings, as command line arguments, beside those for a custom app
	 */
	public static String[] settings() {
		Stream<String> app = Stream.of("--feishu.app-type=store",
				"--interviews.security.anonymous-tenant-key=" + TENANTS.get(0),
				"--interviews.security.clients.sandbox.tenant-key=" + TENANTS.get(0));
		Stream<String> clients = TENANTS.stream()
			.flatMap((tenant) -> Stream
				.of("key-sha256=" + Sandbox.sha256(tenant + "-key"), "tenant-key=" + tenant,
						"scopes=interviews:read, interviews:contact, ops")
				.map((setting) -> "--interviews.security.clients." + tenant + "." + setting));
		return Stream.concat(app, clients).toArray(String[]::new);
	}

	/**
	 * Set the URL for events.
	 * @param url the URL of the service's webhook
	 */
	public void start(URI url) {
		this.service.complete(url);
		this.executor.scheduleAtFixedRate(this::pushTicket, 1, 1, TimeUnit.HOURS);
	}

	@Override
	public void afterComplete(ServeEvent event, Parameters parameters) {
		if (event.getRequest().getUrl().endsWith("/app_ticket/resend") && event.getResponse().getStatus() == 200
				&& event.getResponse().getBodyAsString().contains("success")) {
			this.executor.execute(this::pushTicket);
		}
	}

	private void pushTicket() {
		push("app_ticket", ",\"app_ticket\":\"" + TICKET + "\"");
	}

	/**
	 * Push an event about the app.
	 * @param type its type
	 * @param more further fields of its content, as JSON, each after a comma
	 */
	public void push(String type, String more) {
		FeishuEvents events = FeishuEvents.SANDBOX;
		String body = events.encrypted(events.appEvent(UUID.randomUUID().toString(), type, more));
		this.service.thenAccept((url) -> {
			HttpRequest request = HttpRequest.newBuilder(url)
				.headers(events.headers(Instant.now(), body))
				.POST(HttpRequest.BodyPublishers.ofString(body))
				.build();
			HttpClient.newHttpClient()
				.sendAsync(request, HttpResponse.BodyHandlers.ofString())
				.whenComplete((answer, ex) -> log.info(
						"The sandbox has pushed %s: %s".formatted(type, (answer != null) ? answer.statusCode() : ex)));
		});
	}

	@Override
	public String getName() {
		return "store-sandbox";
	}

}
