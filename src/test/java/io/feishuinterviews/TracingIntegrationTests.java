package io.feishuinterviews;

import java.util.List;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Traces, where they are wanted.
 */
@ActiveProfiles("tracing")
@TestPropertySource(properties = { "management.tracing.sampling.probability=1",
		"management.opentelemetry.tracing.export.schedule-delay=20ms" })
class TracingIntegrationTests extends IntegrationTest {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final String[] SAMPLED = { "traceparent", "00-" + TRACE + "-b7ad6b7169203331-01", "baggage",
			"secret=of-the-caller" };

	@Autowired
	private InMemorySpanExporter spans;

	@DynamicPropertySource
	static void collector(DynamicPropertyRegistry registry) {
		registry.add("management.opentelemetry.tracing.export.otlp.endpoint", () -> feishu.url() + "/v1/traces");
	}

	@BeforeEach
	void forgetSpans() {
		this.spans.reset();
	}

	@Test
	void tracesTheRequestAndEachCallToFeishu() {
		feishu.answers("t", FeishuServer.oneInterview("1").withHeader("X-Tt-Logid", "log-of-t"));
		get("/talents/t/interviews", "X-Request-Id", "the-first");
		SpanData request = span("http get /talents/{talentId}/interviews");
		assertThat(attribute(request, "cache.status")).isEqualTo("feishu-interviews; fwd=miss; stored");
		assertThat(attribute(request, "request.id")).isEqualTo("the-first");
		assertThat(attribute(request, "status")).isEqualTo("200");
		assertThat(request.getParentSpanContext().isValid()).isFalse();
		for (String name : List.of("feishu tenant_access_token", "feishu get_by_talent")) {
			SpanData call = span(name);
			assertThat(call.getParentSpanId()).as(name).isEqualTo(request.getSpanId());
			assertThat(attribute(call, "outcome")).isEqualTo("success");
			assertThat(attribute(call, "code")).isEqualTo("0");
		}
		SpanData call = span("feishu get_by_talent");
		assertThat(attribute(call, "feishu.log_id")).isEqualTo("log-of-t");
		assertThat(this.spans.getFinishedSpanItems()).filteredOn((span) -> span.getName().equals("http get"))
			.singleElement()
			.satisfies((http) -> assertThat(http.getParentSpanId()).isEqualTo(call.getSpanId()));
		assertThat(this.spans.getFinishedSpanItems())
			.allSatisfy((span) -> assertThat(span.getTraceId()).isEqualTo(request.getTraceId()));
	}

	@Test
	void tracesACacheHit() {
		get("/talents/7100000000000000001/interviews");
		span("http get /talents/{talentId}/interviews");
		this.spans.reset();
		get("/talents/7100000000000000001/interviews");
		assertThat(attribute(span("http get /talents/{talentId}/interviews"), "cache.status"))
			.isEqualTo("feishu-interviews; hit; ttl=60");
		assertThat(this.spans.getFinishedSpanItems()).hasSize(1);
	}

	@Test
	void tracesEachAttemptWithFeishuCodeAndLogId() {
		get("/talents/error-1002001/interviews");
		SpanData request = span("http get /talents/{talentId}/interviews");
		assertThat(attribute(request, "status")).isEqualTo("502");
		assertThat(spans("feishu get_by_talent")).hasSize(3).allSatisfy((attempt) -> {
			assertThat(attempt.getParentSpanId()).isEqualTo(request.getSpanId());
			assertThat(attempt.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
			assertThat(attribute(attempt, "outcome")).isEqualTo("feishu-failure");
			assertThat(attribute(attempt, "code")).isEqualTo("1002001");
			assertThat(attribute(attempt, "feishu.log_id")).isNotBlank();
		});
	}

	@Test
	void tracesTenantTokenCallBetweenAttemptsAsChildOfTheRequest() {
		get("/talents/error-99991663/interviews");
		SpanData request = span("http get /talents/{talentId}/interviews");
		assertThat(spans("feishu tenant_access_token")).hasSizeGreaterThanOrEqualTo(2)
			.allSatisfy((call) -> assertThat(call.getParentSpanId()).isEqualTo(request.getSpanId()));
	}

	@Test
	void continuesTheCallersTraceAndPropagatesItWithoutBaggage() {
		get("/talents/7100000000000000001/interviews", SAMPLED);
		assertThat(span("http get /talents/{talentId}/interviews").getTraceId()).isEqualTo(TRACE);
		assertThat(feishu.calls()).singleElement().satisfies((call) -> {
			assertThat(call.getHeader("traceparent")).matches("00-" + TRACE + "-[0-9a-f]{16}-01");
			assertThat(call.containsHeader("baggage")).isFalse();
		});
		assertThat(feishu.tokenCalls().get(0).getHeader("traceparent")).startsWith("00-" + TRACE);
	}

	@Test
	void recordsNoSpanWhenTheCallerDoesNotSample() {
		get("/talents/7100000000000000001/interviews", "traceparent", "00-" + TRACE + "-b7ad6b7169203331-00");
		get("/talents/7100000000000000002/interviews");
		await().untilAsserted(() -> assertThat(spans("http get /talents/{talentId}/interviews")).hasSize(1));
		assertThat(this.spans.getFinishedSpanItems()).noneMatch((span) -> span.getTraceId().equals(TRACE));
	}

	@Test
	void spansContainNoPersonalDataAndNoCredentials() {
		feishu.answers("canary", FeishuServer.json("""
				{"code":0,"msg":"ok","data":{"items":[{"application_id":"1","interview_list":[{"id":"2",\
				"contact_mobile":"13912345678","remark":"canary-remark"}]}]}}"""));
		feishu.issues("t-canary", 7200);
		feishu.answers("canary-broken", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
		get("/talents/canary/interviews", as("reader"));
		get("/talents/canary-broken/interviews", as("reader"));
		get("/talents/interviews?talentId=canary&talentId=canary-broken", as("reader"));
		await().untilAsserted(() -> assertThat(spans("http get /talents/interviews")).hasSize(1));
		assertThat(this.spans.getFinishedSpanItems().toString()).contains("feishu get_by_talent")
			.doesNotContain("canary")
			.doesNotContain("13912345678")
			.doesNotContain("reader")
			.doesNotContain(Sandbox.APP_SECRET);
	}

	@Test
	void exportsSpansToTheOtlpCollector() {
		feishu.wireMock().stubFor(WireMock.post(urlPathEqualTo("/v1/traces")).willReturn(aResponse()));
		get("/talents/7100000000000000001/interviews");
		await().untilAsserted(() -> feishu.wireMock()
			.verify(postRequestedFor(urlPathEqualTo("/v1/traces"))
				.withHeader("Content-Type", WireMock.equalTo("application/x-protobuf"))
				.withRequestBody(WireMock.containing("feishu get_by_talent"))));
	}

	private SpanData span(String name) {
		await().untilAsserted(() -> assertThat(spans(name)).isNotEmpty());
		return spans(name).get(0);
	}

	private List<SpanData> spans(String name) {
		return this.spans.getFinishedSpanItems().stream().filter((span) -> span.getName().equals(name)).toList();
	}

	private static String attribute(SpanData span, String name) {
		return span.getAttributes().get(AttributeKey.stringKey(name));
	}

	/**
	 * Keeps spans, too.
	 */
	@TestConfiguration(proxyBeanMethods = false)
	static class Configuration {

		@Bean
		InMemorySpanExporter spans() {
			return InMemorySpanExporter.create();
		}

	}

}
