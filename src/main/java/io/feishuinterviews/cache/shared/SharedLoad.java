package io.feishuinterviews.cache.shared;

import java.util.List;
import java.util.Set;

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
	SharedLoad NONE = new NoSharedEntries();

	/**
	 * Return what is stored.
	 * @return the entry, {@code null} if there is none
	 */
	@Nullable SharedEntry entry();

	/**
	 * Return the last changes of the talent, for all kinds of ID.
	 * @return the changes, of which the entry may not know
	 */
	List<Change> changes();

	/**
	 * Begin to call Feishu. One of the methods below must follow if the result is
	 * {@code true}.
	 * @return {@code false} if another instance is calling Feishu; always one value
	 */
	Mono<Boolean> begin();

	/**
	 * Share the snapshot that was loaded.
	 * @param snapshot the snapshot
	 * @param applications the IDs of the talent's applications
	 */
	void store(InterviewSnapshot snapshot, Set<String> applications);

	/**
	 * End the load without a result.
	 */
	void end();

}
