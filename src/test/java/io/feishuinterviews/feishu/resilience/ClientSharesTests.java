package io.feishuinterviews.feishu.resilience;

import java.util.ArrayList;
import java.util.List;

import io.feishuinterviews.interview.Demand;
import io.feishuinterviews.interview.Tenant;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.reactor.bulkhead.operator.BulkheadOperator;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;

class ClientSharesTests {

	private final Bulkhead bulkhead = Bulkhead.of("feishu", BulkheadConfig.custom().maxConcurrentCalls(10).build());

	private final ClientShares shares = new ClientShares(this.bulkhead);

	private final List<String> refused = new ArrayList<>();

	private final List<Disposable> underWay = new ArrayList<>();

	@Test
	void limitsOneClientToHalfOfTheActiveRequests() {
		for (String client : List.of("a", "b", "c")) {
			for (int i = 0; i < 10; i++) {
				ask(Demand.of(client));
			}
		}
		ask(Demand.background());
		assertThat(this.refused).filteredOn("a"::equals).hasSize(5);
		assertThat(this.refused).filteredOn("b"::equals).hasSize(7);
		assertThat(this.refused).filteredOn("c"::equals).hasSize(9);
		assertThat(this.bulkhead.getMetrics().getAvailableConcurrentCalls()).isEqualTo(0);
	}

	@Test
	void releasesSharesOfCompletedAndCancelledRequests() {
		for (int i = 0; i < 20; i++) {
			this.shares.limitConcurrency(Mono.empty(), Tenant.OWN, Demand.of("a"), IllegalStateException::new).block();
		}
		for (int i = 0; i < 5; i++) {
			ask(Demand.of("a"));
		}
		this.underWay.forEach(Disposable::dispose);
		for (int i = 0; i < 5; i++) {
			ask(Demand.of("a"));
		}
		assertThat(this.refused).isEmpty();
	}

	@Test
	void limitsOneTenantToHalfOfTheActiveRequests() {
		for (int i = 0; i < 10; i++) {
			ask(Tenant.of("one"), Demand.of("client-" + i));
		}
		assertThat(this.refused).hasSize(5);
		this.refused.clear();
		ask(Tenant.of("two"), Demand.of("client-0"));
		ask(Tenant.of("two"), Demand.background());
		assertThat(this.refused).isEmpty();
	}

	private void ask(Demand demand) {
		ask(Tenant.OWN, demand);
	}

	private void ask(Tenant tenant, Demand demand) {
		String client = demand.clients().stream().findFirst().orElse("nobody");
		this.underWay.add(this.shares
			.limitConcurrency(Mono.never().transform(BulkheadOperator.of(this.bulkhead)), tenant, demand,
					IllegalStateException::new)
			.doOnError((ex) -> this.refused.add(client))
			.onErrorComplete()
			.subscribe());
	}

}
