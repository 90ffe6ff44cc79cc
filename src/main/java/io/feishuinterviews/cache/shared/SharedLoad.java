package io.feishuinterviews.cache.shared;

import io.feishuinterviews.interview.InterviewSnapshot;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A load of an entry, as the instances see it that share entries. If the talent is
 * evicted after the load has begun, its result is not shared.
 */
public interface SharedLoad {

	/**
	 * A load whose result is not shared.
	 */
	SharedLoad NONE = new NothingShared();

	/**
	 * Return what is stored.
	 * @return the entry, {@code null} if there is none
	 */
	@Nullable SharedEntry entry();

	/**
	 * Begin to call Feishu. One of the methods below must follow if the result is
	 * {@code true}.
	 * @return {@code false} if another instance is calling Feishu; always one value
	 */
	Mono<Boolean> begin();

	/**
	 * Share the snapshot that was loaded.
	 * @param snapshot the snapshot
	 */
	void store(InterviewSnapshot snapshot);

	/**
	 * End the load without a result.
	 */
	void end();

}
