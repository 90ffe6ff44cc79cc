package io.feishuinterviews.feishu.budget;

import io.feishuinterviews.interview.Demand;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.MonoSink;

/**
 * A call that waits for its turn.
 */
final class WaitingCall {

	private final MonoSink<GrantedCall> sink;

	private final Demand demand;

	private final long since;

	private final Disposable.Swap expiry = Disposables.swap();

	private volatile boolean cancelled;

	WaitingCall(MonoSink<GrantedCall> sink, Demand demand, long since) {
		this.sink = sink;
		this.demand = demand;
		this.since = since;
	}

	MonoSink<GrantedCall> sink() {
		return this.sink;
	}

	Demand demand() {
		return this.demand;
	}

	/**
	 * Return when the call began to wait.
	 * @return the time in nanoseconds
	 */
	long since() {
		return this.since;
	}

	/**
	 * Return what ends the wait of a background refresh when it has taken too long.
	 * @return a scheduled task
	 */
	Disposable.Swap expiry() {
		return this.expiry;
	}

	void cancel() {
		this.cancelled = true;
	}

	boolean isCancelled() {
		return this.cancelled;
	}

}
