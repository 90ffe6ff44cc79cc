package io.feishuinterviews.feishu;

import java.time.Duration;

import io.feishuinterviews.FeishuServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tenants of a store app come and go.
 */
@Tag("slow")
class TenantStateIntegrationTests extends StoreAppIntegrationTest {

	private static final String ACME = ",\"tenant_key\":\"acme\"";

	@BeforeEach
	void bothTenantsUseTheApp() {
		pushTicket("k");
		push("app_open", ACME);
		push("app_open", ",\"tenant_key\":\"globex\"");
		for (String talent : new String[] { "t", "another", "third" }) {
			serves(talent, "t-acme-k");
			serves(talent, "t-globex-k");
		}
	}

	@ParameterizedTest
	@CsvSource({ "stop_by_tenant, administrator", "stop_by_platform, Feishu has disabled" })
	void endsTheCallsOfAStoppedTenantAlone(String status, String reason) {
		push("app_status_change", ACME + ",\"status\":\"" + status + "\"");
		var answer = read("acme", "t");
		assertProblem(answer, 502, "feishu-access");
		assertThat(json(answer).get("detail").asString()).contains(reason);
		assertThat(feishu.calls()).isEmpty();
		assertThat(store.tenantTokenCalls()).isEmpty();
		assertThat(read("globex", "t").statusCode()).isEqualTo(200);
		push("app_status_change", ACME + ",\"status\":\"start_by_tenant\"");
		assertThat(read("acme", "t").statusCode()).isEqualTo(200);
	}

	@Test
	void keepsTheCacheOfAStoppedTenant() {
		read("acme", "t");
		push("app_status_change", ACME + ",\"status\":\"stop_by_tenant\"");
		assertThat(read("acme", "t").statusCode()).isEqualTo(200);
		this.time.pass(Duration.ofMinutes(5));
		push("app_status_change", ACME + ",\"status\":\"start_by_tenant\"");
		assertThat(get("/talents/t/interviews", as("acme", "Cache-Control", "only-if-cached")).statusCode())
			.isEqualTo(200);
		assertThat(feishu.calls("t")).hasSize(1);
	}

	@Test
	void purgesWhatIsCachedOfAnUninstalledTenantAlone() {
		read("acme", "t");
		read("globex", "t");
		feishu.answers("denied", FeishuServer.error(400, 1002102));
		read("acme", "denied");
		push("app_uninstalled", ACME);
		assertThat(cached("acme", "t")).isEqualTo(504);
		assertThat(cached("acme", "denied")).isEqualTo(504);
		assertThat(cached("globex", "t")).isEqualTo(200);
		var answer = read("acme", "t");
		assertProblem(answer, 502, "feishu-access");
		assertThat(json(answer).get("detail").asString()).contains("dissolved");
		push("app_open", ACME);
		assertThat(read("acme", "t").statusCode()).isEqualTo(200);
	}

	@Test
	void doesNotStoreACallUnderWayOfATenantThatIsUninstalled() {
		feishu.answers("slow", "t-acme-k", FeishuServer.oneInterview("1").withFixedDelay(800));
		var slow = reading("acme", "slow");
		await().until(() -> feishu.calls("slow").size() == 1);
		push("app_uninstalled", ACME);
		slow.join();
		assertThat(cached("acme", "slow")).isEqualTo(504);
		// nor does its success mean that the tenant is there
		assertThat(read("acme", "t").statusCode()).isEqualTo(502);
		assertThat(feishu.calls("t")).isEmpty();
	}

	@Test
	void findsOutNowAndThenWhetherAStoppedTenantHasStarted() {
		push("app_status_change", ACME + ",\"status\":\"stop_by_tenant\"");
		this.time.pass(Duration.ofMinutes(9));
		assertThat(read("acme", "t").statusCode()).isEqualTo(502);
		assertThat(feishu.calls()).isEmpty();
		feishu.answers("t", "t-acme-k", FeishuServer.error(400, 99991662));
		this.time.pass(Duration.ofMinutes(2));
		assertThat(read("acme", "t").statusCode()).isEqualTo(502);
		assertThat(feishu.calls()).hasSize(1);
		assertThat(json(read("acme", "another")).get("detail").asString()).contains("administrator");
		assertThat(feishu.calls()).hasSize(1);
		this.time.pass(Duration.ofMinutes(11));
		assertThat(read("acme", "another").statusCode()).isEqualTo(200);
		assertThat(read("acme", "third").statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(ints = { 10013, 20009, 99992500 })
	void requestsTheTokenOfATenantWithoutTheAppOnceAMinute(int code) {
		store.tenantTokenAnswers("a-k", "acme", FeishuServer.error(200, code));
		for (int i = 0; i < 10; i++) {
			var answer = read("acme", "t" + i);
			assertProblem(answer, 502, "feishu-access");
			assertThat(json(answer).get("feishuCode").asInt()).isEqualTo(code);
			this.time.pass(Duration.ofSeconds(5));
		}
		assertThat(store.tenantTokenCalls()).hasSize(1);
		assertThat(read("globex", "t").statusCode()).isEqualTo(200);
		this.time.pass(Duration.ofSeconds(15));
		assertThat(read("acme", "t").statusCode()).isEqualTo(502);
		assertThat(store.tenantTokenCalls()).hasSize(3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 99991662, 99991673 })
	void requestsTheDataOfATenantWithoutTheAppOnceAMinute(int code) {
		for (int i = 0; i < 10; i++) {
			feishu.answers("t" + i, "t-acme-k", FeishuServer.error(400, code));
			serves("t" + i, "t-globex-k");
			var answer = read("acme", "t" + i);
			assertProblem(answer, 502, "feishu-access");
			assertThat(json(answer).get("feishuCode").asInt()).isEqualTo(code);
			assertThat(read("globex", "t" + i).statusCode()).isEqualTo(200);
			this.time.pass(Duration.ofSeconds(5));
		}
		assertThat(tokens("t0")).contains("t-acme-k");
		assertThat(tokens("t9")).containsExactly("t-globex-k");
		this.time.pass(Duration.ofSeconds(15));
		assertThat(read("acme", "t").statusCode()).isEqualTo(200);
	}

	@Test
	void callsFeishuAtOnceForATenantThatHasInstalledTheApp() {
		store.tenantTokenAnswers("a-k", "acme", FeishuServer.error(200, 10013));
		assertThat(read("acme", "t").statusCode()).isEqualTo(502);
		store.issuesTenantToken("a-k", "acme", "t-acme-k");
		assertThat(read("acme", "t").statusCode()).isEqualTo(502);
		push("app_open", ACME);
		assertThat(read("acme", "t").statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",\"status\":\"stop_by_magic\"", ",\"status\":7" })
	void ignoresAStatusThatIsNotKnown(String status) {
		push("app_status_change", ACME + status);
		assertThat(read("acme", "t").statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ",\"tenant_key\":\"a/b\"" })
	void ignoresAnEventWithoutATenant(String tenant) {
		push("app_uninstalled", tenant);
		assertThat(read("acme", "t").statusCode()).isEqualTo(200);
		assertThat(read("globex", "t").statusCode()).isEqualTo(200);
	}

	@Test
	void countsTheTenantsByState() {
		read("acme", "t");
		push("app_status_change", ACME + ",\"status\":\"stop_by_tenant\"");
		assertThat(this.meters.get("feishu.tenants").tag("state", "stopped-by-tenant").gauge().value()).isOne();
		assertThat(this.meters.get("feishu.tenants").tag("state", "active").gauge().value()).isOne();
	}

	private int cached(String tenant, String talentId) {
		return get("/talents/" + talentId + "/interviews", as(tenant, "Cache-Control", "only-if-cached")).statusCode();
	}

}
