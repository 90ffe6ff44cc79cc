package io.feishuinterviews.events.dispatch;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import io.feishuinterviews.FeishuEvents;
import io.feishuinterviews.events.EventEffect;
import io.feishuinterviews.events.EventHandler;
import io.feishuinterviews.events.FeishuEvent;
import io.feishuinterviews.feishu.StoreAppIntegrationTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The events of one tenant take long, and there are many of them. Those of another one do
 * not wait for them.
 */
@Import(TenantEventsIntegrationTests.Configuration.class)
class TenantEventsIntegrationTests extends StoreAppIntegrationTest {

	private static final int MANY = 20;

	@Autowired
	private SlowHandler handler;

	@AfterEach
	void handleTheRest() {
		this.handler.slow.countDown();
		await().until(() -> this.meters.get("interviews.events.pending").gauge().value() == 0);
		this.handler.slow = new CountDownLatch(1);
		this.handler.handled.clear();
	}

	@Test
	void handlesTheEventsOfATenantWhileThoseOfAnotherTakeLong() {
		for (int i = 0; i < MANY; i++) {
			assertThat(push("slow").statusCode()).isEqualTo(200);
		}
		assertThat(push("globex").statusCode()).isEqualTo(200);
		await().until(() -> this.handler.handled.contains("globex"));
		assertThat(this.handler.handled).containsExactly("globex");
	}

	@Test
	void acceptsTheEventsOfATenantWhileThoseOfAnotherAreRefused() {
		HttpResponse<String> answer = push("slow");
		for (int i = 0; i <= EventDispatcher.MAX_PENDING && answer.statusCode() == 200; i++) {
			answer = push("slow");
		}
		assertProblem(answer, 503, "overloaded");
		assertThat(push("globex").statusCode()).isEqualTo(200);
		await().until(() -> this.handler.handled.contains("globex"));
	}

	@Test
	void usesANewTicketWhileTheEventsOfAllTenantsTakeLong() {
		for (int i = 0; i < MANY; i++) {
			push("slow");
			push("slow-too");
		}
		pushTicket("k");
		serves("t", "t-acme-k");
		assertThat(read("acme", "t").statusCode()).isEqualTo(200);
		assertThat(this.handler.handled).isEmpty();
	}

	private HttpResponse<String> push(String tenant) {
		String body = FeishuEvents.SANDBOX.encrypted(FeishuEvents.SANDBOX.appEvent(UUID.randomUUID().toString(),
				SlowHandler.TYPE, ",\"tenant_key\":\"%s\"".formatted(tenant)));
		return post("/feishu/events", body, FeishuEvents.SANDBOX.headers(this.time.instant(), body));
	}

	/**
	 * Takes long for tenants that are called so.
	 */
	static class SlowHandler implements EventHandler {

		static final String TYPE = "test.slow_v1";

		private final List<String> handled = new CopyOnWriteArrayList<>();

		private volatile CountDownLatch slow = new CountDownLatch(1);

		@Override
		public Set<String> types() {
			return Set.of(TYPE);
		}

		@Override
		public EventEffect handle(FeishuEvent event) {
			String tenant = Objects.requireNonNull(event.tenantKey());
			try {
				if (tenant.startsWith("slow")) {
					this.slow.await();
				}
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			this.handled.add(tenant);
			return EventEffect.NONE;
		}

	}

	/**
	 * Adds the handler to the service.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class Configuration {

		@Bean
		SlowHandler slowHandler() {
			return new SlowHandler();
		}

	}

}
