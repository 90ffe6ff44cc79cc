package io.feishuinterviews.api;

import java.util.concurrent.CompletableFuture;

/**
 * A handler's result: an answer now, or later. Spring would take a request off its thread
 * for any future, even for one that is done already.
 *
 * @param answer the answer
 */
record Reply(CompletableFuture<Answer> answer) {

}
