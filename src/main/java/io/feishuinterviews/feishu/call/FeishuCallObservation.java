package io.feishuinterviews.feishu.call;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.feishuinterviews.feishu.response.FeishuErrorCode;
import io.feishuinterviews.feishu.response.TokenRejectedException;
import io.feishuinterviews.interview.Tenancy;
import io.feishuinterviews.interview.UpstreamException;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.contextpropagation.ObservationThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Observes a call to Feishu: the metric {@code feishu.calls} by outcome and code, and a
 * span if tracing is enabled.
 */
final class FeishuCallObservation {

	private final Observation observation;

	private final Tenancy tenancy;

	private final AtomicBoolean ended = new AtomicBoolean();

	private FeishuCallObservation(Observation observation, Tenancy tenancy) {
		this.observation = observation;
		this.tenancy = tenancy;
	}

	/**
	 * Make a call, and observe it to its end.
	 * @param <T> the type of the result
	 * @param name the name of the call
	 * @param observations the registry
	 * @param tenancy whether the app is a store app, which has codes of its own
	 * @param make makes the call
	 * @return the observed call
	 */
	static <T> Mono<T> observe(String name, ObservationRegistry observations, Tenancy tenancy,
			Function<FeishuCallObservation, Mono<T>> make) {
		return Mono.deferContextual((context) -> {
			Observation observation = start(name, observations, context);
			FeishuCallObservation call = new FeishuCallObservation(observation, tenancy);
			return make.apply(call)
				.doOnSuccess((result) -> call.end("success", "0"))
				.doOnError(call::fail)
				// only time limits of this service cancel
				.doOnCancel(() -> call.end("feishu-timeout", "none"))
				.contextWrite((inner) -> inner.put(ObservationThreadLocalAccessor.KEY, observation));
		});
	}

	private static Observation start(String name, ObservationRegistry observations, ContextView context) {
		Observation observation = Observation.createNotStarted("feishu.calls", observations)
			.contextualName("feishu " + name)
			.lowCardinalityKeyValue("call", name);
		context.<Observation>getOrEmpty(ObservationThreadLocalAccessor.KEY).ifPresent(observation::parentObservation);
		return observation.start();
	}

	/**
	 * Record the log ID, by which Feishu's support finds the call.
	 * @param logId the log ID, {@code null} if Feishu sent none
	 */
	void logId(@Nullable String logId) {
		if (logId != null) {
			this.observation.highCardinalityKeyValue("feishu.log_id", logId);
		}
	}

	private void fail(Throwable ex) {
		if (ex instanceof TokenRejectedException rejection) {
			this.observation.error(ex);
			end("token-refused", code(rejection.failure()));
		}
		else if (ex instanceof UpstreamException upstream) {
			if (upstream.kind().allowsStale()) {
				this.observation.error(ex);
			}
			logId(upstream.feishuError().logId());
			end(upstream.kind().code(), code(upstream));
		}
		else {
			this.observation.error(ex);
			end("internal", "none");
		}
	}

	/**
	 * Return Feishu's code if it is documented, so that the number of tag values is
	 * bounded.
	 */
	private String code(UpstreamException failure) {
		Long code = failure.feishuError().code();
		if (code == null) {
			return "none";
		}
		return FeishuErrorCode.of(code, this.tenancy).isPresent() ? code.toString() : "other";
	}

	private void end(String outcome, String code) {
		if (this.ended.compareAndSet(false, true)) {
			this.observation.lowCardinalityKeyValue("outcome", outcome).lowCardinalityKeyValue("code", code).stop();
		}
	}

}
