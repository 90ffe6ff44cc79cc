package io.feishuinterviews.events.dispatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Stream;

import io.feishuinterviews.TestTime;
import io.feishuinterviews.events.EventEffect;
import io.feishuinterviews.events.EventHandler;
import io.feishuinterviews.events.FeishuEvent;
import io.feishuinterviews.interview.Tenancy;
import io.feishuinterviews.representation.OverloadedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.JsonNodeFactory;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/**
 * The outcome of a verified event.
 */
@ExtendWith(OutputCaptureExtension.class)
class EventDispatcherTests {

	private static final String TYPE = "a";

	private final TestTime time = new TestTime();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final List<String> handled = new CopyOnWriteArrayList<>();

	private final List<EventDispatcher> dispatchers = new ArrayList<>();

	@AfterEach
	void stop() {
		this.dispatchers.forEach(EventDispatcher::stop);
	}

	@Test
	void handlesAnEventOnce() {
		EventDispatcher dispatcher = dispatcher((event) -> EventEffect.NONE);
		dispatcher.accept(event("1"));
		dispatcher.accept(event("1"));
		dispatcher.accept(event("2"));
		await().until(() -> count("none") == 2);
		assertThat(count("duplicate")).isEqualTo(1);
		assertThat(this.handled).containsExactlyInAnyOrder("1", "2");
		assertThat(pending()).isZero();
	}

	@Test
	void handlesAnEventAgainWhenRequestsOfItsAgeAreNotAcceptedAnyLonger() {
		EventDispatcher dispatcher = dispatcher((event) -> EventEffect.NONE);
		dispatcher.accept(event("1"));
		this.time.pass(Duration.ofHours(8).plusMinutes(4));
		dispatcher.accept(event("1"));
		await().until(() -> count("none") == 1);
		assertThat(count("duplicate")).isEqualTo(1);
		this.time.pass(Duration.ofMinutes(2));
		dispatcher.accept(event("1"));
		await().until(() -> count("none") == 2);
	}

	@Test
	void callsAHandlerAgainThatFails(CapturedOutput output) {
		EventDispatcher dispatcher = dispatcher((event) -> {
			if (this.handled.size() < 3) {
				throw new IllegalArgumentException("13912345678");
			}
			return new EventEffect(EventEffect.Action.PURGED, List.of("7", "8"));
		});
		dispatcher.accept(event("1"));
		await().until(() -> count("purged") == 1);
		assertThat(this.handled).containsExactly("1", "1", "1");
		assertThat(count("failed")).isZero();
		assertThat(output).contains("event=1 type=a outcome=purged talents=7,8").doesNotContain("13912345678");
	}

	@Test
	void doesNotRememberAnEventWhoseHandlerFailed(CapturedOutput output) {
		EventDispatcher dispatcher = dispatcher((event) -> {
			throw new IllegalArgumentException("13912345678");
		});
		dispatcher.accept(event("1"));
		await().until(() -> count("failed") == 1);
		assertThat(this.handled).hasSize(3);
		dispatcher.accept(event("1"));
		await().until(() -> count("failed") == 2);
		assertThat(this.handled).hasSize(6);
		assertThat(pending()).isZero();
		assertThat(output).contains("The event FeishuEvent[a 1] was not handled", "IllegalArgumentException", "\tat ")
			.doesNotContain("13912345678");
	}

	@Test
	void countsEventsWithoutAHandlerUnderOneType(CapturedOutput output) {
		EventDispatcher dispatcher = dispatcher((event) -> EventEffect.NONE);
		dispatcher.accept(new FeishuEvent("1", "unknown-1", null, null, JsonNodeFactory.instance.objectNode()));
		dispatcher.accept(new FeishuEvent("2", "unknown 2\n", null, null, JsonNodeFactory.instance.objectNode()));
		Counter counter = this.meters.get("interviews.events").tags("type", "other", "outcome", "ignored").counter();
		assertThat(counter.count()).isEqualTo(2);
		assertThat(output).contains("type=unknown-1 outcome=ignored", "type=unknown+2%0A outcome=ignored");
	}

	@Test
	void acceptsNoFurtherEventWhileTooManyWait() {
		CountDownLatch open = new CountDownLatch(1);
		EventDispatcher dispatcher = dispatcher((event) -> {
			try {
				open.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			return EventEffect.NONE;
		});
		for (int i = 0; i < EventDispatcher.MAX_PENDING; i++) {
			dispatcher.accept(event("" + i));
		}
		assertThat(pending()).isEqualTo(EventDispatcher.MAX_PENDING);
		assertThatExceptionOfType(OverloadedException.class).isThrownBy(() -> dispatcher.accept(event("more")));
		assertThat(count("overloaded")).isEqualTo(1);
		open.countDown();
		await().until(() -> pending() == 0);
		dispatcher.accept(event("more"));
		await().until(() -> this.handled.contains("more"));
	}

	@Test
	void handlesAcceptedEventsBeforeItEnds() {
		EventDispatcher dispatcher = dispatcher((event) -> EventEffect.NONE);
		for (int i = 0; i < 1000; i++) {
			dispatcher.accept(event("" + i));
		}
		dispatcher.stop();
		assertThat(this.handled).hasSize(1000);
		assertThat(dispatcher.isRunning()).isFalse();
		assertThatExceptionOfType(OverloadedException.class).isThrownBy(() -> dispatcher.accept(event("more")));
	}

	@Test
	void rejectsTwoHandlersOfOneType() {
		EventHandler handler = handler((event) -> EventEffect.NONE);
		assertThatIllegalStateException().isThrownBy(() -> dispatcher(SharedEventIds.NONE, handler, handler))
			.withMessageContaining(TYPE);
	}

	private EventDispatcher dispatcher(Function<FeishuEvent, EventEffect> effect) {
		return dispatcher(SharedEventIds.NONE, handler(effect));
	}

	private EventDispatcher dispatcher(SharedEventIds shared, EventHandler... handlers) {
		EventDispatcher dispatcher = new EventDispatcher(Stream.of(handlers).toList(),
				new HandledEvents(shared, this.time), List.of(Duration.ZERO, Duration.ofMillis(1)), Tenancy.SINGLE,
				this.meters);
		dispatcher.start();
		this.dispatchers.add(dispatcher);
		return dispatcher;
	}

	private EventHandler handler(Function<FeishuEvent, EventEffect> effect) {
		return new EventHandler() {

			@Override
			public Set<String> types() {
				return Set.of(TYPE);
			}

			@Override
			public EventEffect handle(FeishuEvent event) {
				EventDispatcherTests.this.handled.add(event.id());
				return effect.apply(event);
			}

		};
	}

	private static FeishuEvent event(String id) {
		return new FeishuEvent(id, TYPE, null, null, JsonNodeFactory.instance.objectNode());
	}

	private double count(String outcome) {
		Counter counter = this.meters.find("interviews.events").tags("type", TYPE, "outcome", outcome).counter();
		return (counter != null) ? counter.count() : 0;
	}

	private double pending() {
		return this.meters.get("interviews.events.pending").gauge().value();
	}

}
