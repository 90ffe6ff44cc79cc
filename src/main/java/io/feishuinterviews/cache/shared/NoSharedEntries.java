package io.feishuinterviews.cache.shared;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Used without a second level: shares nothing.
 */
final class NoSharedEntries implements SharedEntries, SharedLoad {

	@Override
	public Mono<SharedLoad> lookUp(TalentQuery query) {
		return Mono.just(this);
	}

	@Override
	public Mono<Boolean> evict(Talent talent) {
		return Mono.just(true);
	}

	@Override
	public Mono<Boolean> evict(Tenant tenant) {
		return Mono.just(true);
	}

	@Override
	public Mono<Boolean> evictAll() {
		return Mono.just(true);
	}

	@Override
	public Mono<Void> announce(Talent talent, Change change) {
		return Mono.empty();
	}

	@Override
	public Mono<Set<Talent>> announce(Application application, Change change, Set<Talent> except) {
		return Mono.just(Set.of());
	}

	@Override
	public void setEvictionListener(EvictionListener listener) {
	}

	@Override
	public @Nullable SharedEntry entry() {
		return null;
	}

	@Override
	public List<Change> changes() {
		return List.of();
	}

	@Override
	public Mono<Boolean> begin() {
		return Mono.just(true);
	}

	@Override
	public void store(InterviewSnapshot snapshot, Set<String> applications) {
	}

	@Override
	public Mono<Boolean> deny(Talent talent, UpstreamException failure, Instant since) {
		return Mono.just(true);
	}

	@Override
	public void end() {
	}

}
