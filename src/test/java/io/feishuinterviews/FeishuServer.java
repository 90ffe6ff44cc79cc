package io.feishuinterviews;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.Slf4jNotifier;
import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

/**
 * Feishu for tests: the sandbox, and the stubs of the test.
 */
public class FeishuServer {

	private static final String TOKEN = "/open-apis/auth/v3/tenant_access_token/internal";

	private static final String GET_BY_TALENT = "/open-apis/hire/v1/interviews/get_by_talent";

	private final Calls calls = new Calls();

	private final WireMockServer wireMock = new WireMockServer(wireMockConfig().dynamicPort()
		.bindAddress("127.0.0.1")
		.usingFilesUnderClasspath("sandbox")
		.containerThreads(200)
		// by default, more than 50 connections that are not accepted yet wait for a
		// second
		.jettyAcceptQueueSize(1000)
		.extensions(this.calls)
		.notifier(new Slf4jNotifier(false)));

	public FeishuServer() {
		this.wireMock.start();
	}

	public String url() {
		return this.wireMock.baseUrl();
	}

	public WireMockServer wireMock() {
		return this.wireMock;
	}

	/**
	 * Go back to the sandbox, with no calls made yet.
	 */
	public void reset() {
		this.wireMock.resetToDefaultMappings();
		forgetCalls();
	}

	/**
	 * Begin to count calls anew.
	 */
	public void forgetCalls() {
		this.calls.requests.clear();
	}

	/**
	 * Respond to every token request with this token.
	 */
	public void issues(String token, long expireSeconds) {
		this.wireMock.stubFor(tokenCall().willReturn(json("""
				{"code":0,"msg":"ok","tenant_access_token":"%s","expire":%d}""".formatted(token, expireSeconds))));
	}

	/**
	 * Respond to every token request like this.
	 */
	public void answersTokenRequests(ResponseDefinitionBuilder answer) {
		this.wireMock.stubFor(tokenCall().willReturn(answer));
	}

	/**
	 * Respond for a talent like this, whatever the token.
	 */
	public StubMapping answers(String talentId, ResponseDefinitionBuilder answer) {
		return this.wireMock.stubFor(dataCall(talentId).willReturn(answer));
	}

	/**
	 * Respond for a talent like this, if this is the token.
	 */
	public void answers(String talentId, String token, ResponseDefinitionBuilder answer) {
		this.wireMock
			.stubFor(dataCall(talentId).withHeader("Authorization", equalTo("Bearer " + token)).willReturn(answer));
	}

	/**
	 * Respond for every talent like this.
	 */
	public void answersForAnyTalent(ResponseDefinitionBuilder answer) {
		this.wireMock.stubFor(get(urlPathEqualTo(GET_BY_TALENT)).atPriority(1).willReturn(answer));
	}

	/**
	 * Return the requests about a talent.
	 */
	public List<LoggedRequest> calls(String talentId) {
		return this.calls.to(GET_BY_TALENT)
			.filter((call) -> call.queryParameter("talent_id").containsValue(talentId))
			.toList();
	}

	/**
	 * Return the requests about talents.
	 */
	public List<LoggedRequest> calls() {
		return this.calls.to(GET_BY_TALENT).toList();
	}

	/**
	 * Return how many of some calls Feishu has had at most in any period.
	 */
	public static int most(List<LoggedRequest> calls, Duration period) {
		List<Long> times = calls.stream()
			.map((call) -> call.getLoggedDate().toInstant().toEpochMilli())
			.sorted()
			.toList();
		int most = 0;
		int first = 0;
		for (int last = 0; last < times.size(); last++) {
			while (times.get(last) - times.get(first) >= period.toMillis()) {
				first++;
			}
			most = Math.max(most, last - first + 1);
		}
		return most;
	}

	/**
	 * Return the token requests that Feishu has had.
	 */
	public List<LoggedRequest> tokenCalls() {
		return this.calls.to(TOKEN).toList();
	}

	/**
	 * Return the requests to a path, or to one that begins like it.
	 */
	public List<LoggedRequest> requests(String path) {
		return this.calls.to(path).toList();
	}

	public static MappingBuilder tokenCall() {
		return post(urlPathEqualTo(TOKEN)).atPriority(1);
	}

	public static MappingBuilder dataCall(String talentId) {
		return get(urlPathEqualTo(GET_BY_TALENT)).atPriority(1).withQueryParam("talent_id", equalTo(talentId));
	}

	/**
	 * A response of Feishu with this body.
	 */
	public static ResponseDefinitionBuilder json(String body) {
		return aResponse().withHeader("Content-Type", "application/json; charset=utf-8").withBody(body);
	}

	/**
	 * Feishu's response with one interview, with the fields that most tests need.
	 */
	public static ResponseDefinitionBuilder oneInterview(String id) {
		return json("""
				{"code":0,"msg":"ok","data":{"items":[{"application_id":"1","interview_list":[{"id":"%s"}]}]}}"""
			.formatted(id));
	}

	/**
	 * Feishu's response with an error code.
	 */
	public static ResponseDefinitionBuilder error(int status, int code) {
		return json("""
				{"code":%d,"msg":"not for programs","error":{"log_id":"log-%d"}}""".formatted(code, code))
			.withStatus(status);
	}

	/**
	 * Records every request before the response. WireMock's own journal does so
	 * afterwards, when a test may already be looking.
	 */
	private static final class Calls implements ServeEventListener {

		private final List<LoggedRequest> requests = new CopyOnWriteArrayList<>();

		Stream<LoggedRequest> to(String path) {
			return this.requests.stream().filter((request) -> request.getUrl().startsWith(path));
		}

		@Override
		public void beforeMatch(ServeEvent event, Parameters parameters) {
			this.requests.add(event.getRequest());
		}

		@Override
		public String getName() {
			return "calls";
		}

	}

}
