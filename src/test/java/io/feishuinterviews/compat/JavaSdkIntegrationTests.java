package io.feishuinterviews.compat;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import com.lark.oapi.Client;
import com.lark.oapi.core.cache.ICache;
import com.lark.oapi.core.exception.ObtainAccessTokenException;
import com.lark.oapi.core.utils.Jsons;
import com.lark.oapi.service.hire.v1.model.GetByTalentInterviewReq;
import com.lark.oapi.service.hire.v1.model.GetByTalentInterviewResp;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Sandbox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The sample for Java on Feishu's page, run against this service and against the sandbox:
 * only the base URL and the credentials differ.
 */
@TestPropertySource(properties = "interviews.security.anonymous-scopes=")
class JavaSdkIntegrationTests extends IntegrationTest {

	private static final String SAMPLE = "6949805467799537964";

	/**
	 * The server that the SDK calls.
	 */
	enum Feishu {

		SERVICE, SANDBOX

	}

	@ParameterizedTest
	@EnumSource
	void javaSdkReadsInterviews(Feishu who) throws Exception {
		GetByTalentInterviewResp resp = sample(client(who), SAMPLE);
		assertThat(resp.success()).isTrue();
		assertThat(resp.getCode()).isZero();
		assertThat(resp.getRequestId()).isNotBlank();
		assertThat(resp.getData().getItems()).singleElement()
			.satisfies((item) -> assertThat(item.getInterviewList()).singleElement().satisfies((interview) -> {
				assertThat(interview.getBeginTime()).hasToString("1618899376474");
				assertThat(interview.getContactMobile()).isEqualTo("13333333333");
				assertThat(interview.getInterviewRecordList()[0].getContent()).isEqualTo("逻辑严密，代码质量高");
			}));
	}

	@Test
	void javaSdkReadsTheSameDataAsFromFeishu() throws Exception {
		for (int i = 1; i <= 22; i++) {
			String talent = "71000000000000000%02d".formatted(i);
			assertThat(Jsons.DEFAULT.toJson(sample(client(Feishu.SERVICE), talent).getData())).as(talent)
				.isEqualTo(Jsons.DEFAULT.toJson(sample(client(Feishu.SANDBOX), talent).getData()));
		}
	}

	@ParameterizedTest
	@EnumSource
	void javaSdkRequestsATokenOnce(Feishu who) throws Exception {
		Tokens tokens = new Tokens();
		Client client = client(who, "recruiter", key("recruiter"), tokens);
		sample(client, SAMPLE);
		sample(client, SAMPLE);
		assertThat(tokens.made).isEqualTo(1);
	}

	@Test
	void javaSdkReadsMaskedNumbersWithoutTheContactScope() throws Exception {
		GetByTalentInterviewResp resp = sample(client(Feishu.SERVICE, "reader", key("reader"), new Tokens()), SAMPLE);
		assertThat(resp.getData().getItems()[0].getInterviewList()[0].getContactMobile()).isEqualTo("133****3333");
	}

	@ParameterizedTest
	@CsvSource({ "SERVICE, recruiter, wrong, 10015", "SERVICE, nobody, wrong, 10014",
			"SANDBOX, cli_sandbox, wrong, 10015", "SANDBOX, nobody, wrong, 10014" })
	void javaSdkReportsAWrongSecret(Feishu who, String id, String secret, int code) {
		Client client = Client.newBuilder(id, secret).openBaseUrl(url(who)).tokenCache(new Tokens()).build();
		assertThatExceptionOfType(ObtainAccessTokenException.class).isThrownBy(() -> sample(client, SAMPLE))
			.satisfies((ex) -> assertThat(ex.getMessage()).contains("code:" + code));
	}

	@ParameterizedTest
	@EnumSource
	void javaSdkReportsAnUnknownTalent(Feishu who) throws Exception {
		GetByTalentInterviewResp resp = sample(client(who), "1");
		assertThat(resp.success()).isFalse();
		assertThat(resp.getCode()).isEqualTo(1002102);
		assertThat(resp.getRawResponse().getStatusCode()).isEqualTo(400);
		assertThat(resp.getRequestId()).startsWith("20261122140000").isEqualTo(resp.getError().getLogId());
	}

	@ParameterizedTest
	@EnumSource
	void javaSdkReportsAMissingParameter(Feishu who) throws Exception {
		GetByTalentInterviewResp resp = sample(client(who), null);
		assertThat(resp.getCode()).isEqualTo(99992402);
		assertThat(resp.getRawResponse().getStatusCode()).isEqualTo(400);
		assertThat(resp.getError().getFieldViolations()[0].getField()).isEqualTo("talent_id");
		assertThat(resp.getError().getFieldViolations()[0].getDescription()).isEqualTo("talent_id is required");
	}

	@ParameterizedTest
	@EnumSource
	void javaSdkReportsThatFeishuIsDown(Feishu who) throws Exception {
		feishu.answersForAnyTalent(FeishuServer.error(500, 1002001));
		GetByTalentInterviewResp resp = sample(client(who), SAMPLE);
		assertThat(resp.success()).isFalse();
		assertThat(resp.getCode()).isEqualTo(1002001);
		assertThat(resp.getRawResponse().getStatusCode()).isEqualTo(500);
		assertThat(resp.getError().getLogId()).isEqualTo("log-1002001");
	}

	@ParameterizedTest
	@EnumSource
	void javaSdkReportsAnInvalidToken(Feishu who) throws Exception {
		Tokens tokens = new Tokens();
		Client client = client(who, "recruiter", key("recruiter"), tokens);
		sample(client, SAMPLE);
		tokens.all.replaceAll((key, token) -> "t-revoked");
		GetByTalentInterviewResp resp = sample(client, SAMPLE);
		assertThat(resp.getCode()).isEqualTo(99991663);
		assertThat(resp.getRawResponse().getStatusCode()).isEqualTo(400);
	}

	/**
	 * The sample, without its output.
	 */
	private static GetByTalentInterviewResp sample(Client client, String talentId) throws Exception {
		GetByTalentInterviewReq req = GetByTalentInterviewReq.newBuilder()
			.talentId(talentId)
			.userIdType("open_id")
			.jobLevelIdType("job_level_id")
			.build();
		return client.hire().v1().interview().getByTalent(req);
	}

	private Client client(Feishu who) {
		return client(who, "recruiter", key("recruiter"), new Tokens());
	}

	private Client client(Feishu who, String id, String secret, ICache tokens) {
		return ((who == Feishu.SERVICE) ? Client.newBuilder(id, secret)
				: Client.newBuilder(Sandbox.APP_ID, Sandbox.APP_SECRET))
			.openBaseUrl(url(who))
			.tokenCache(tokens)
			.build();
	}

	private String url(Feishu who) {
		return (who == Feishu.SERVICE) ? "http://localhost:" + this.port : feishu.url();
	}

	/**
	 * A client's own tokens: the SDK has one cache for all clients otherwise.
	 */
	private static final class Tokens implements ICache {

		private final Map<String, String> all = new ConcurrentHashMap<>();

		private int made;

		@Override
		public String get(String key) {
			return this.all.get(key);
		}

		@Override
		public void set(String key, String value, int expire, TimeUnit timeUnit) {
			assertThat(timeUnit.toSeconds(expire)).isPositive();
			this.all.put(key, value);
			this.made++;
		}

	}

}
