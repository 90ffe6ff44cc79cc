package io.feishuinterviews.cache;

/**
 * The request is {@code only-if-cached}, and no stored response satisfies it.
 */
public final class OnlyIfCachedException extends RuntimeException {

	OnlyIfCachedException() {
		super("No cached response satisfies the request (only-if-cached).", null, false, false);
	}

}
