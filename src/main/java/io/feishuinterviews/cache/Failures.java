package io.feishuinterviews.cache;

import java.util.concurrent.CompletionException;

/**
 * Failures of futures.
 */
public final class Failures {

	private Failures() {
	}

	/**
	 * Return why a future failed, without the {@link CompletionException} that a
	 * dependent future adds.
	 * @param ex the exception of the future
	 * @return the cause
	 */
	public static Throwable unwrap(Throwable ex) {
		return (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
	}

}
