package io.feishuinterviews.cache;

import java.util.concurrent.Executor;

import io.micrometer.context.ContextSnapshotFactory;

/**
 * The request ID for the log and the trace of a request, which belong to its thread.
 * Reactor carries them to other threads; futures do not.
 */
final class RequestContext {

	private static final ContextSnapshotFactory snapshots = ContextSnapshotFactory.builder().build();

	private RequestContext() {
	}

	/**
	 * Return an executor for what continues the current request.
	 * @param executor chooses the thread
	 * @return has the same tasks run with the request ID and the trace of the current
	 * thread
	 */
	static Executor propagate(Executor executor) {
		return snapshots.captureAll().wrapExecutor(executor);
	}

}
