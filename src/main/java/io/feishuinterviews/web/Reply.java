package io.feishuinterviews.web;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A handler's result: an answer now, or later. Spring would take a request off its thread
 * for any future, even for one that is done already.
 *
 * @param answer the answer
 */
public record Reply(CompletableFuture<Answer> answer) {

	/**
	 * Return why a future failed, without what futures put around it on their way.
	 * @param ex what it failed with
	 * @return the reason
	 */
	public static Throwable failure(Throwable ex) {
		return (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
	}

}
