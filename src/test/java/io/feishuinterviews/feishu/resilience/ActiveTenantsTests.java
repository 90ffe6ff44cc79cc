package io.feishuinterviews.feishu.resilience;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.feishuinterviews.TestTime;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class ActiveTenantsTests {

	private final TestTime time = new TestTime();

	private final List<String> dropped = new ArrayList<>();

	private final ActiveTenants<StringBuilder> tenants = new ActiveTenants<>(
			(tenant) -> new StringBuilder(tenant.key()), (each) -> this.dropped.add(each.toString()), this.time);

	@Test
	void aTenantKeepsWhatItHasWhileItIsActive() {
		StringBuilder one = this.tenants.of(Tenant.of("one"));
		assertThat(this.tenants.of(Tenant.of("other"))).isNotSameAs(one);
		for (int minute = 0; minute < 60; minute += 9) {
			this.time.pass(Duration.ofMinutes(9));
			assertThat(this.tenants.of(Tenant.of("one"))).isSameAs(one);
		}
		assertThat(this.dropped).containsOnly("other");
	}

	@Test
	void dropsWhatAnIdleTenantHas() {
		StringBuilder one = this.tenants.of(Tenant.of("one"));
		this.time.pass(ActiveTenants.IDLE);
		assertThat(this.tenants.of(Tenant.of("one"))).isNotSameAs(one);
		assertThat(this.dropped).containsExactly("one");
	}

	@Test
	void refusesOneTenantTooManyUntilAnotherIsIdle() {
		for (int i = 0; i < ActiveTenants.MAX_SIZE; i++) {
			this.tenants.of(Tenant.of("tenant-" + i));
		}
		this.time.pass(Duration.ofMinutes(5));
		for (int i = 1; i < ActiveTenants.MAX_SIZE; i++) {
			this.tenants.of(Tenant.of("tenant-" + i));
		}
		assertThatExceptionOfType(UpstreamException.class).isThrownBy(() -> this.tenants.of(Tenant.of("late")))
			.satisfies((failure) -> {
				assertThat(failure.kind()).isEqualTo(Kind.FEISHU_UNAVAILABLE);
				assertThat(failure.retryAfter()).isEqualTo(Duration.ofMinutes(1));
			});
		assertThat(this.tenants.of(Tenant.of("tenant-1"))).hasToString("tenant-1");
		assertThat(this.dropped).isEmpty();
		this.time.pass(Duration.ofMinutes(5));
		assertThat(this.tenants.of(Tenant.of("late"))).hasToString("late");
		assertThat(this.dropped).containsExactly("tenant-0");
	}

}
