package io.feishuinterviews.compat;

import java.io.File;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import com.lark.oapi.Client;
import com.lark.oapi.core.cache.ICache;
import com.lark.oapi.core.exception.ObtainAccessTokenException;
import com.lark.oapi.core.request.RequestOptions;
import com.lark.oapi.core.token.AppTicketManager;
import com.lark.oapi.core.token.GlobalAppTicketManager;
import com.lark.oapi.service.hire.v1.model.GetByTalentInterviewReq;
import com.lark.oapi.service.hire.v1.model.GetByTalentInterviewResp;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Programs;
import io.feishuinterviews.Requirements;
import io.feishuinterviews.feishu.StoreAppIntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Feishu's SDKs in store mode, which take this service for Feishu. Only the base URL and
 * the credentials differ.
 */
@Tag("slow")
@TestPropertySource(properties = "interviews.security.anonymous-scopes=")
class StoreSdkIntegrationTests extends StoreAppIntegrationTest {

	private static final Path DIRECTORY = Path.of("src/test/typescript");

	private static final String RESEND = "/open-apis/auth/v3/app_ticket/resend";

	private static final String APP_TOKEN = "/open-apis/auth/v3/app_access_token";

	private static final String TENANT_TOKEN = "/open-apis/auth/v3/tenant_access_token";

	private final Tokens tokens = new Tokens();

	@BeforeEach
	void bothTenantsHaveTheTalent() {
		pushTicket("k");
		feishu.answers("t", "t-acme-k", FeishuServer.oneInterview("of-acme"));
		feishu.answers("t", "t-globex-k", FeishuServer.oneInterview("of-globex"));
	}

	@ParameterizedTest
	@CsvSource({ "acme", "globex" })
	void javaSdkReadsTheInterviewsOfItsTenant(String tenant) throws Exception {
		this.tokens.put(tenant, "any");
		GetByTalentInterviewResp resp = javaSample(tenant, tenant);
		assertThat(resp.success()).isTrue();
		assertThat(resp.getData().getItems()[0].getInterviewList()[0].getId()).isEqualTo("of-" + tenant);
	}

	@Test
	void javaSdkCannotReadTheInterviewsOfAnotherTenant() {
		this.tokens.put("acme", "any");
		assertThatExceptionOfType(ObtainAccessTokenException.class).isThrownBy(() -> javaSample("acme", "globex"))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains("10013"));
		assertThat(feishu.calls("t")).isEmpty();
	}

	@Test
	void javaSdkRequestsTheMissingTicket() {
		assertThatExceptionOfType(Exception.class).isThrownBy(() -> javaSample("acme", "acme"));
		assertThat(store.resends()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "acme", "globex" })
	void nodeSdkReadsTheInterviewsOfItsTenant(String tenant) throws Exception {
		JsonNode answer = nodeSample(tenant, "any", tenant);
		assertThat(answer.get("code").asInt()).isZero();
		assertThat(answer.at("/data/items/0/interview_list/0/id").asString()).isEqualTo("of-" + tenant);
	}

	@Test
	void nodeSdkCannotReadTheInterviewsOfAnotherTenant() throws Exception {
		assertThat(nodeSample("acme", "any", "globex").get("message").asString()).contains("10013");
		assertThat(feishu.calls("t")).isEmpty();
	}

	@Test
	void nodeSdkWithoutATicketReportsTheMissingTicket() throws Exception {
		assertThat(nodeSample("acme", "", "acme").get("code").asInt()).isEqualTo(99991661);
	}

	@Test
	void answersTheRequestsOfTheSequenceAsFeishuDoes() {
		String credentials = "\"app_id\":\"acme\",\"app_secret\":\"acme-key\"";
		assertThat(post(RESEND, "{" + credentials + "}").body()).isEqualTo("{\"code\":0,\"msg\":\"success\"}");
		JsonNode appToken = json(post(APP_TOKEN, "{" + credentials + ",\"app_ticket\":\"any\"}"));
		assertThat(appToken.get("code").asInt()).isZero();
		assertThat(appToken.get("app_access_token").asString()).isEqualTo("acme-key");
		assertThat(appToken.get("expire").asInt()).isPositive();
		JsonNode tenantToken = json(post(TENANT_TOKEN, "{\"app_access_token\":\"acme-key\",\"tenant_key\":\"acme\"}"));
		assertThat(tenantToken.get("code").asInt()).isZero();
		assertThat(tenantToken.get("tenant_access_token").asString()).isEqualTo("acme-key");
		assertThat(tenantToken.get("expire").asInt()).isPositive();
		assertThat(store.resends()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { RESEND + "|{}|10003", RESEND + "|{\"app_id\":\"x\",\"app_secret\":\"y\"}|10014",
					RESEND + "|{\"app_id\":\"acme\",\"app_secret\":\"globex-key\"}|10015", APP_TOKEN + "|[]|10003",
					APP_TOKEN + "|{\"app_id\":\"x\",\"app_secret\":\"y\",\"app_ticket\":\"z\"}|10014",
					APP_TOKEN + "|{\"app_id\":\"acme\",\"app_secret\":\"y\",\"app_ticket\":\"z\"}|10015",
					TENANT_TOKEN + "|no JSON|10003", TENANT_TOKEN + "|{\"app_access_token\":\"acme-key\"}|10003",
					TENANT_TOKEN + "|{\"app_access_token\":\"acme-key\",\"tenant_key\":7}|10013",
					TENANT_TOKEN + "|{\"app_access_token\":\"acme-key\",\"tenant_key\":\"globex\"}|10013",
					TENANT_TOKEN + "|{\"app_access_token\":\"a-k\",\"tenant_key\":\"acme\"}|99991664" })
	void rejectsTokenRequestsThatFeishuRejects(String path, String body, int code) {
		HttpResponse<String> answer = post(path, body);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(json(answer).get("code").asInt()).isEqualTo(code);
		assertThat(answer.body()).doesNotContain("-key");
	}

	private GetByTalentInterviewResp javaSample(String client, String tenant) throws Exception {
		Client sdk = Client.newBuilder(client, key(client))
			.marketplaceApp()
			.openBaseUrl("http://localhost:" + this.port)
			.tokenCache(this.tokens)
			.build();
		// the SDK keeps tickets in one place for all clients
		GlobalAppTicketManager.setAppTicketManager(new AppTicketManager(this.tokens));
		return sdk.hire()
			.v1()
			.interview()
			.getByTalent(GetByTalentInterviewReq.newBuilder()
				.talentId("t")
				.userIdType("open_id")
				.jobLevelIdType("job_level_id")
				.build(), RequestOptions.newBuilder().tenantKey(tenant).build());
	}

	private JsonNode nodeSample(String client, String ticket, String tenant) throws Exception {
		File node = Requirements.program("Feishu's SDK for Node.js", "node");
		if (!Files.isDirectory(DIRECTORY.resolve("node_modules/@larksuiteoapi/node-sdk"))) {
			Requirements.skip("The SDK for Node.js is not installed: (cd %s && npm ci)".formatted(DIRECTORY));
		}
		List<String> command = new ArrayList<>(List.of(node.getPath(), "get-by-talent-store.mjs",
				"http://localhost:" + this.port, client, key(client), "t", ticket, tenant));
		return new JsonMapper().readTree(
				Programs.run(new ProcessBuilder(command).directory(DIRECTORY.toFile()).redirectErrorStream(true)));
	}

	/**
	 * The tokens that a client has received.
	 */
	private static final class Tokens implements ICache {

		private final Map<String, String> all = new ConcurrentHashMap<>();

		void put(String client, String ticket) {
			this.all.put("app_ticket-" + client, ticket);
		}

		@Override
		public String get(String key) {
			return this.all.get(key);
		}

		@Override
		public void set(String key, String value, int expire, TimeUnit timeUnit) {
			this.all.put(key, value);
		}

	}

}
