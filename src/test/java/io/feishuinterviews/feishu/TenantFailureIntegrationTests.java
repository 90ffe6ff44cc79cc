package io.feishuinterviews.feishu;

import java.time.Duration;
import java.util.stream.IntStream;

import io.feishuinterviews.FeishuServer;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Feishu fails for one tenant of a store app, and not for the other.
 */
@ExtendWith(OutputCaptureExtension.class)
class TenantFailureIntegrationTests extends StoreAppIntegrationTest {

	@BeforeEach
	void pushATicket() {
		pushTicket("k");
	}

	@Test
	void anOpenCircuitBreakerConcernsOneTenantOnly(CapturedOutput output) {
		IntStream.range(0, 10).forEach((i) -> {
			feishu.answers("t" + i, "t-acme-k", FeishuServer.error(500, 1002001));
			serves("t" + i, "t-globex-k");
		});
		IntStream.range(0, 10).forEach((i) -> read("acme", "t" + i));
		int before = feishu.calls().size();
		feishu.answers("new", "t-acme-k", FeishuServer.oneInterview("1"));
		assertProblem(read("acme", "new"), 503, "feishu-unavailable");
		assertThat(feishu.calls()).hasSize(before);
		assertThat(openCircuits("feishu")).isEqualTo(1);
		assertThat(output).contains("Circuit breaker feishu of tenant acme is OPEN");
		IntStream.range(0, 10).forEach((i) -> assertThat(read("globex", "t" + i).statusCode()).isEqualTo(200));
		assertThat(this.breakers.circuitBreaker("feishu").getState()).isEqualTo(State.CLOSED);
		this.time.pass(Duration.ofSeconds(6));
		assertThat(read("acme", "new").statusCode()).isEqualTo(200);
	}

	@Test
	void aUsedUpQuotaConcernsOneTenantOnly() {
		feishu.answers("t", "t-acme-k", FeishuServer.error(429, 99991403));
		serves("t", "t-globex-k");
		serves("other", "t-acme-k");
		assertProblem(read("acme", "t"), 503, "feishu-quota");
		assertProblem(read("acme", "other"), 503, "feishu-quota");
		assertThat(feishu.calls("other")).isEmpty();
		assertThat(openCircuits("feishu-quota")).isEqualTo(1);
		assertThat(read("globex", "t").statusCode()).isEqualTo(200);
		this.time.pass(Duration.ofMinutes(31));
		assertThat(read("acme", "other").statusCode()).isEqualTo(200);
	}

	@Test
	void aTalentThatFailsForOneTenantIsNotInBackoffForTheOther() {
		feishu.answers("t", "t-acme-k", FeishuServer.error(400, 99991672));
		serves("t", "t-globex-k");
		assertThat(read("acme", "t").statusCode()).isEqualTo(502);
		assertThat(read("globex", "t").statusCode()).isEqualTo(200);
	}

	@Test
	void aDeniedTenantDoesNotShortenTheUseOfAnothersEntries() {
		serves("t", "t-acme-k");
		serves("t", "t-globex-k");
		read("acme", "t");
		read("globex", "t");
		this.time.pass(Duration.ofMinutes(12));
		// a missing scope, of all of the tenant's talents
		feishu.answersForAnyTalent(FeishuServer.error(400, 99991672));
		assertProblem(read("acme", "new"), 502, "feishu-access");
		assertThat(read("acme", "t").statusCode()).isEqualTo(502);
		feishu.answersForAnyTalent(FeishuServer.error(500, 1002001));
		assertThat(read("globex", "t").statusCode()).isEqualTo(200);
	}

	@Test
	void forgetsTenantsThatWereIdle() {
		serves("t", "t-acme-k");
		serves("t", "t-globex-k");
		read("acme", "t");
		assertThat(this.meters.get("feishu.tenants.active").gauge().value()).isEqualTo(1);
		this.time.pass(Duration.ofMinutes(11));
		read("globex", "t");
		await().untilAsserted(() -> assertThat(this.meters.get("feishu.tenants.active").gauge().value()).isEqualTo(1));
	}

	private double openCircuits(String name) {
		return this.meters.get("feishu.tenants.circuits.open").tag("name", name).gauge().value();
	}

}
