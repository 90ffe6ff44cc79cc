package io.feishuinterviews.cache;

/**
 * Only what is cached was asked for, and nothing that will do is.
 */
public final class OnlyIfCachedException extends RuntimeException {

	OnlyIfCachedException() {
		super("Nothing that will do is cached, and the request wants nothing else.", null, false, false);
	}

}
