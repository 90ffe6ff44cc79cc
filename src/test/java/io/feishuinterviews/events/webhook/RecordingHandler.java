package io.feishuinterviews.events.webhook;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import io.feishuinterviews.events.EventEffect;
import io.feishuinterviews.events.EventHandler;
import io.feishuinterviews.events.FeishuEvent;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Notes the events of a type of its own, for all instances in this JVM.
 */
class RecordingHandler implements EventHandler {

	/**
	 * The type.
	 */
	static final String TYPE = "test.recorded_v1";

	/**
	 * The events.
	 */
	static final List<FeishuEvent> handled = new CopyOnWriteArrayList<>();

	@Override
	public Set<String> types() {
		return Set.of(TYPE);
	}

	@Override
	public EventEffect handle(FeishuEvent event) {
		handled.add(event);
		return new EventEffect(EventEffect.Action.EXPIRED, List.of("talent-of-" + event.id()));
	}

	/**
	 * Return how often an event was handled.
	 */
	static long times(String id) {
		return handled.stream().filter((event) -> event.id().equals(id)).count();
	}

	/**
	 * Adds the handler to a service.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class Configuration {

		@Bean
		RecordingHandler recordingHandler() {
			return new RecordingHandler();
		}

	}

}
