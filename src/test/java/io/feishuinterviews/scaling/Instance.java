package io.feishuinterviews.scaling;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.feishuinterviews.cache.AgeCategory;
import io.feishuinterviews.feishu.budget.UpstreamBudget;
import io.feishuinterviews.interview.Demand;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One instance: Caffeine's cache, and the service's upstream budget.
 */
@SuppressWarnings("FutureReturnValueIgnored") // the tally counts the outcomes
final class Instance {

	/**
	 * The entries of 64 MB.
	 */
	private static final int MAX_ENTRIES = 4_500;

	private static final Duration FEISHUS_TIME = Duration.ofMillis(200);

	private final Simulation simulation;

	private final UpstreamBudget budget;

	private final Cache<Integer, Long> entries = Caffeine.newBuilder()
		.maximumSize(MAX_ENTRIES)
		.executor(Runnable::run)
		.build();

	private final Map<Integer, Load> loads;

	/**
	 * Create an instance with an empty cache.
	 * @param simulation the simulation
	 * @param budget its calls to Feishu
	 * @param sharedLoads the loads under way, if instances share them
	 */
	Instance(Simulation simulation, UpstreamBudget budget, @Nullable Map<Integer, Load> sharedLoads) {
		this.simulation = simulation;
		this.budget = budget;
		this.loads = (sharedLoads != null) ? sharedLoads : new HashMap<>();
	}

	/**
	 * Store a response in the cache.
	 * @param talent the talent
	 * @param fetched when it was fetched
	 */
	void put(int talent, Long fetched) {
		this.entries.put(talent, fetched);
	}

	void request(int talent, String client) {
		Long fetched = find(talent);
		if (fetched == null) {
			await(talent, client, null);
			return;
		}
		switch (this.simulation.servedAge(fetched)) {
			case FRESH -> answer(talent, fetched, true);
			case STALE_WHILE_REVALIDATE -> {
				answer(talent, fetched, true);
				load(talent, null);
			}
			case STALE_IF_ERROR -> await(talent, client, fetched);
			case EXPIRED -> await(talent, client, null);
		}
	}

	void evict(int talent) {
		this.entries.invalidate(talent);
	}

	/**
	 * Return when a cached response was fetched: this instance's, or a fresher one of
	 * others.
	 */
	private @Nullable Long find(int talent) {
		Long own = this.entries.getIfPresent(talent);
		if (own != null && this.simulation.servedAge(own) == AgeCategory.FRESH) {
			return own;
		}
		Long shared = this.simulation.shared(talent);
		if (shared != null && (own == null || shared > own)) {
			this.entries.put(talent, shared);
			this.simulation.tally().shared();
			return shared;
		}
		return own;
	}

	private void await(int talent, String client, @Nullable Long stale) {
		load(talent, client).whenComplete((fetched, ex) -> {
			if (ex == null) {
				answer(talent, fetched, false);
			}
			else if (stale != null) {
				answer(talent, stale, true);
			}
			else {
				this.simulation.tally().failure();
			}
		});
	}

	private CompletableFuture<Long> load(int talent, @Nullable String client) {
		Load underWay = this.loads.get(talent);
		if (underWay != null) {
			if (client != null) {
				underWay.demand().join(client);
			}
			return underWay.result().thenApply((fetched) -> keep(talent, fetched));
		}
		Load load = new Load((client != null) ? Demand.of(client) : Demand.background(), new CompletableFuture<>());
		this.loads.put(talent, load);
		long since = this.simulation.now();
		this.budget
			.limit(Mono.fromRunnable(this.simulation::called)
				.then(Mono.delay(FEISHUS_TIME, this.simulation.time()))
				.map((x) -> this.simulation.now()), load.demand())
			.doFinally((signal) -> this.loads.remove(talent))
			.subscribe((fetched) -> {
				// a load that began before an eviction is not stored
				if (!this.simulation.evictedSince(talent, since)) {
					this.simulation.share(talent, keep(talent, fetched));
				}
				load.result().complete(fetched);
			}, load.result()::completeExceptionally);
		return load.result();
	}

	private Long keep(int talent, Long fetched) {
		this.entries.put(talent, fetched);
		return fetched;
	}

	private void answer(int talent, long fetched, boolean hit) {
		this.simulation.tally()
			.answer(hit, this.simulation.servedAge(fetched) != AgeCategory.FRESH,
					this.simulation.changedSince(talent, fetched));
	}

	/**
	 * A load under way.
	 *
	 * @param demand the clients that wait for it
	 * @param result when the response was fetched
	 */
	record Load(Demand demand, CompletableFuture<Long> result) {

	}

}
