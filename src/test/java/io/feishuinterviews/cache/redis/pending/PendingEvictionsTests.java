package io.feishuinterviews.cache.redis.pending;

import io.feishuinterviews.cache.redis.pending.PendingEvictions.Eviction;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The talents that count as evicted while Redis is unavailable.
 */
class PendingEvictionsTests {

	private static final Tenant ACME = Tenant.of("acme");

	private static final Tenant GLOBEX = Tenant.of("globex");

	private final PendingEvictions pending = new PendingEvictions();

	@Test
	void evictsAllTalentsOfTheTenantThatHasTooMany() {
		add(GLOBEX, "few-", 10);
		add(ACME, "many-", Backlog.MAX_SIZE - 10);
		assertThat(contains(ACME, "another")).isFalse();
		add(GLOBEX, "one-more-", 1);
		assertThat(contains(ACME, "another")).isTrue();
		assertThat(contains(ACME, "many-1")).isTrue();
		assertThat(contains(GLOBEX, "another")).isFalse();
		assertThat(contains(GLOBEX, "few-1")).isTrue();
		assertThat(this.pending.size()).isEqualTo(11 + 1);
		assertThat(this.pending.isAll()).isFalse();
		this.pending.purges().forEach(this.pending::confirm);
		assertThat(contains(ACME, "many-1")).isFalse();
	}

	@Test
	void evictsAllTalentsOfACustomAppThatHasTooMany() {
		add(Tenant.OWN, "many-", Backlog.MAX_SIZE);
		assertThat(this.pending.isAll()).isFalse();
		assertThat(contains(Tenant.OWN, "another")).isFalse();
		add(Tenant.OWN, "one-more-", 1);
		assertThat(this.pending.isAll()).isTrue();
		assertThat(contains(Tenant.OWN, "another")).isTrue();
		assertThat(this.pending.purges()).isEmpty();
	}

	@Test
	void evictsAllTalentsOfAllTenantsIfTooManyTenantsWereEvicted() {
		for (int i = 0; i < 10_000; i++) {
			assertThat(this.pending.add(Tenant.of("t" + i))).isNotNull();
		}
		assertThat(contains(GLOBEX, "t")).isFalse();
		assertThat(this.pending.add(ACME)).isNull();
		assertThat(contains(GLOBEX, "t")).isTrue();
		assertThat(this.pending.size()).isEqualTo(1);
	}

	@Test
	void aConfirmationDoesNotEndALaterEvictionOfTheSameTalent() {
		Eviction first = this.pending.add(new Talent(ACME, "t"));
		Eviction second = this.pending.add(new Talent(ACME, "t"));
		this.pending.confirm(first);
		assertThat(contains(ACME, "t")).isTrue();
		this.pending.confirm(second);
		assertThat(contains(ACME, "t")).isFalse();
		Purge purge = this.pending.add(ACME);
		this.pending.add(ACME);
		assertThat(purge).isNotNull();
		this.pending.confirm(purge);
		assertThat(contains(ACME, "t")).isTrue();
	}

	@Test
	void repeatsEvictionsOfAllTenantsAtTheSameTime() {
		add(ACME, "many-", 1000);
		add(GLOBEX, "few-", 3);
		assertThat(this.pending.first(100)).filteredOn((eviction) -> eviction.talent().tenant().equals(GLOBEX))
			.hasSize(3);
		assertThat(this.pending.first(100)).filteredOn((eviction) -> eviction.talent().tenant().equals(ACME))
			.hasSize(50);
		assertThat(this.pending.first(1)).hasSize(1);
	}

	@Test
	void sendsAPurgeOnceAtATimeAndOnlyTheLastOfATenant() {
		Purge purge = this.pending.add(ACME);
		assertThat(purge).isNotNull();
		assertThat(this.pending.begin(purge)).isTrue();
		assertThat(this.pending.begin(purge)).isFalse();
		purge.end();
		assertThat(this.pending.begin(purge)).isTrue();
		Purge next = this.pending.add(ACME);
		assertThat(next).isNotNull();
		assertThat(this.pending.begin(next)).isTrue();
		purge.end();
		assertThat(this.pending.begin(purge)).isFalse();
		next.end();
		this.pending.confirm(next);
		assertThat(this.pending.begin(next)).isFalse();
	}

	@Test
	void forgetsConfirmedEvictions() {
		this.pending.confirm(this.pending.add(new Talent(ACME, "t")));
		assertThat(this.pending.size()).isZero();
		assertThat(this.pending.first(100)).isEmpty();
	}

	private void add(Tenant tenant, String prefix, int count) {
		for (int i = 0; i < count; i++) {
			this.pending.add(new Talent(tenant, prefix + i));
		}
	}

	private boolean contains(Tenant tenant, String id) {
		return this.pending.contains(new Talent(tenant, id));
	}

}
