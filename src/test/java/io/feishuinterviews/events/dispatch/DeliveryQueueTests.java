package io.feishuinterviews.events.dispatch;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

import io.feishuinterviews.TestTime;
import io.feishuinterviews.events.EventEffect;
import io.feishuinterviews.events.EventHandler;
import io.feishuinterviews.events.FeishuEvent;
import io.feishuinterviews.interview.Tenancy;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Which tenant's event is next, and how many events a tenant may have.
 */
class DeliveryQueueTests {

	private static final String TYPE = "a";

	private final List<String> begun = new CopyOnWriteArrayList<>();

	private final Semaphore permits = new Semaphore(0);

	private final HandledEvents handled = new HandledEvents(SharedEventIds.NONE, new TestTime());

	private final OutcomeReporter reporter = new OutcomeReporter(
			new EventMetrics(new SimpleMeterRegistry(), Set.of(TYPE), () -> 0), Tenancy.MULTIPLE);

	private DeliveryQueue queue = new DeliveryQueue("test-", 1, 100, true);

	@AfterEach
	void end() throws InterruptedException {
		this.permits.release(1000);
		this.queue.end();
		assertThat(this.queue.awaitEnd(Duration.ofSeconds(10).toNanos())).isTrue();
	}

	@Test
	void handlesTheEventsOfTenantsInTurn() {
		add("first");
		List.of("a", "a", "a", "b", "c", "b").forEach(this::add);
		this.permits.release(7);
		await().until(() -> this.queue.pending() == 0);
		assertThat(this.begun).containsExactly("first", "a", "b", "c", "a", "b", "a");
	}

	@Test
	void keepsTheLastThreadForATenantThatHasNone() {
		this.queue = new DeliveryQueue("test-", 3, 100, true);
		List.of("a", "a", "a", "b").forEach(this::add);
		await().until(() -> this.begun.size() == 3);
		assertThat(this.begun).containsExactlyInAnyOrder("a", "a", "b");
	}

	@Test
	void givesOneOfSeveralTenantsHalfOfTheRoomThatIsLeft() {
		assertThat(addAsManyAsPossible("a")).isEqualTo(50);
		assertThat(addAsManyAsPossible("b")).isEqualTo(25);
		assertThat(addAsManyAsPossible("c")).isPositive();
		assertThat(addAsManyAsPossible("a")).isZero();
	}

	@Test
	void givesTheOnlyTenantAllOfTheRoom() {
		this.queue = new DeliveryQueue("test-", 1, 100, false);
		assertThat(addAsManyAsPossible("")).isEqualTo(100);
	}

	@Test
	void hasRoomAgainWhenEventsWereHandled() {
		addAsManyAsPossible("a");
		this.permits.release(20);
		await().until(() -> this.queue.pending() == 30);
		assertThat(addAsManyAsPossible("a")).isEqualTo(20);
	}

	@Test
	void endsWithoutTheEventsThatWaitForTooLong() throws InterruptedException {
		add("a");
		add("a");
		await().until(() -> this.begun.size() == 1);
		this.queue.end();
		assertThat(this.queue.awaitEnd(1)).isFalse();
		assertThat(add("b")).isFalse();
		this.permits.release();
		assertThat(this.queue.awaitEnd(Duration.ofSeconds(10).toNanos())).isTrue();
		assertThat(this.begun).containsExactly("a");
		assertThat(this.queue.pending()).isEqualTo(1);
	}

	private int addAsManyAsPossible(String tenant) {
		int added = 0;
		while (add(tenant)) {
			added++;
		}
		return added;
	}

	private boolean add(String tenant) {
		FeishuEvent event = new FeishuEvent(UUID.randomUUID().toString(), TYPE, tenant,
				JsonNodeFactory.instance.objectNode());
		return this.queue.add(tenant,
				new Delivery(event, new WaitingHandler(), this.handled, this.reporter, List.of()));
	}

	private final class WaitingHandler implements EventHandler {

		@Override
		public Set<String> types() {
			return Set.of(TYPE);
		}

		@Override
		public EventEffect handle(FeishuEvent event) {
			DeliveryQueueTests.this.begun.add(Objects.requireNonNull(event.tenantKey()));
			DeliveryQueueTests.this.permits.acquireUninterruptibly();
			return EventEffect.NONE;
		}

	}

}
