package io.feishuinterviews.representation;

import java.util.stream.IntStream;

import io.feishuinterviews.interview.Tenant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The memory of responses under way.
 */
class ResponseMemoryTests {

	private final ResponseMemory memory = new ResponseMemory(100_000);

	private final Representation representation = new Representation(new byte[60_000], 0, false);

	@Test
	void countsSharedContentOnceInResponseMemory() {
		ResponseMemory.Lease[] leases = IntStream.range(0, 220).mapToObj((i) -> {
			ResponseMemory.Lease lease = this.memory.lease(Tenant.OWN);
			lease.add(this.representation);
			return lease;
		}).toArray(ResponseMemory.Lease[]::new);
		assertThat(this.memory.used()).isEqualTo(this.representation.weight());
		for (ResponseMemory.Lease lease : leases) {
			assertThat(this.memory.used()).isEqualTo(this.representation.weight());
			lease.close();
			lease.close();
		}
		assertThat(this.memory.used()).isZero();
	}

	@Test
	void rejectsLeasesBeyondTheResponseMemory() {
		ResponseMemory.Lease first = this.memory.lease(Tenant.OWN);
		first.add(this.representation);
		try (ResponseMemory.Lease second = this.memory.lease(Tenant.OWN)) {
			second.add(30_000);
			Representation another = new Representation(new byte[60_000], 0, false);
			assertThatExceptionOfType(OverloadedException.class).isThrownBy(() -> second.add(another));
			assertThatExceptionOfType(OverloadedException.class)
				.isThrownBy(() -> this.memory.body(Tenant.OWN, another, false));
			second.add(this.representation);
			first.close();
			assertThatExceptionOfType(OverloadedException.class).isThrownBy(() -> second.add(another));
		}
		assertThat(this.memory.used()).isZero();
	}

	@Test
	void leavesResponseMemoryToOtherTenants() {
		ResponseMemory.Lease many = this.memory.lease(Tenant.of("acme"));
		ResponseMemory.Lease few = this.memory.lease(Tenant.of("globex"));
		many.add(30_000);
		many.add(30_000);
		assertThatExceptionOfType(OverloadedException.class).isThrownBy(() -> many.add(1));
		few.add(20_000);
		assertThatExceptionOfType(OverloadedException.class).isThrownBy(() -> few.add(1));
		many.close();
		few.add(10_000);
		few.close();
		assertThat(this.memory.used()).isZero();
		try (ResponseMemory.Lease again = this.memory.lease(Tenant.of("acme"))) {
			again.add(100_000);
			assertThat(this.memory.used()).isEqualTo(100_000);
		}
	}

	@Test
	void reclaimsResponseMemoryOfAnAbandonedLease() {
		this.memory.lease(Tenant.OWN).add(50_000);
		await().untilAsserted(() -> {
			System.gc();
			assertThat(this.memory.used()).isZero();
		});
	}

}
