package io.feishuinterviews.security;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.feishu.StoreAppIntegrationTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two tenants of a store app have a talent with the same ID. Each way on which one might
 * see the other's.
 */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
class TenantIsolationIntegrationTests extends StoreAppIntegrationTest {

	private static final IdentityProvider provider = new IdentityProvider(feishu);

	private static final RSAKey KEY = IdentityProvider.key();

	private static final String PATH = "/talents/t/interviews";

	private static final String BATCH = "/talents/interviews?talentId=t";

	private static final String COMPAT = "/open-apis/hire/v1/interviews/get_by_talent?talent_id=t";

	@DynamicPropertySource
	static void identityProvider(DynamicPropertyRegistry registry) {
		registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", provider::issuer);
		registry.add("spring.security.oauth2.resourceserver.jwt.jwk-set-uri",
				() -> feishu.url() + IdentityProvider.KEYS);
	}

	static Stream<String> paths() {
		return Stream.of(PATH, BATCH, COMPAT);
	}

	@BeforeEach
	void servesTheTalentOfEachTenant() {
		provider.use(this.time);
		provider.start(0, KEY);
		pushTicket("k");
		for (String tenant : List.of("acme", "globex")) {
			feishu.answers("t", "t-" + tenant + "-k", FeishuServer.oneInterview("of-" + tenant).withFixedDelay(20));
		}
	}

	@ParameterizedTest
	@MethodSource("paths")
	void returnsEachTenantItsOwnTalentsConcurrently(String path) {
		List<CompletableFuture<HttpResponse<String>>> acme = IntStream.range(0, 10)
			.mapToObj((i) -> ask(path, as("acme")))
			.toList();
		List<CompletableFuture<HttpResponse<String>>> globex = IntStream.range(0, 10)
			.mapToObj((i) -> ask(path, as("globex")))
			.toList();
		assertThat(acme).allSatisfy((answer) -> assertOf("acme", answer.join()));
		assertThat(globex).allSatisfy((answer) -> assertOf("globex", answer.join()));
		assertThat(tokens("t")).containsExactlyInAnyOrder("t-acme-k", "t-globex-k");
		assertOf("acme", get(path, as("acme")));
		assertOf("globex", get(path, as("globex")));
		assertThat(feishu.calls("t")).hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "no-store", "no-cache", "max-age=0", "max-stale" })
	void keepsTenantsApartWhateverTheRequestDirectives(String directive) {
		for (int i = 0; i < 2; i++) {
			assertOf("acme", get(PATH, as("acme", "Cache-Control", directive)));
			assertOf("globex", get(PATH, as("globex", "Cache-Control", directive)));
			this.time.pass(Duration.ofSeconds(90));
		}
	}

	@ParameterizedTest
	@MethodSource("paths")
	void servesNothingThatOnlyAnotherTenantHasCached(String path) {
		get(path, as("acme"));
		HttpResponse<String> answer = get(path, as("globex", "Cache-Control", "only-if-cached"));
		assertThat(answer.body()).doesNotContain("of-acme");
		assertThat(feishu.calls("t")).hasSize(1);
		assertProblem(get(PATH, as("globex", "Cache-Control", "only-if-cached")), 504, "not-cached");
	}

	@ParameterizedTest
	@MethodSource("paths")
	void doesNotTakeAnotherTenantsEntityTagForItsOwn(String path) {
		String etag = get(path, as("acme")).headers().firstValue("ETag").orElseThrow();
		assertThat(get(path, as("acme", "If-None-Match", etag)).statusCode()).isEqualTo(304);
		assertOf("globex", get(path, as("globex", "If-None-Match", etag)));
		assertOf("globex", get(path, as("globex", "If-None-Match", "W/" + etag)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "tenant", "tenantKey", "tenant_key", "tenant-key", "app_id", "client" })
	void takesNoTenantFromAParameter(String name) {
		get(PATH, as("globex"));
		String parameter = name + "=globex";
		assertProblem(get(PATH + "?" + parameter, as("acme")), 400, "invalid-request");
		assertProblem(get(BATCH + "&" + parameter, as("acme")), 400, "invalid-request");
		// Feishu's API ignores parameters that it does not know
		assertOf("acme", get(COMPAT + "&" + parameter, as("acme")));
		assertThat(get(PATH + ";" + parameter, as("acme")).body()).doesNotContain("of-globex");
	}

	@Test
	void takesNoTenantFromThePath() {
		get(PATH, as("globex"));
		for (String id : List.of("globex%2Ft", "globex/t", "../globex/t", "globex:t", "t%00globex")) {
			assertThat(get("/talents/" + id + "/interviews", as("acme")).statusCode()).isIn(400, 404);
			assertThat(get("/talents/interviews?talentId=" + id, as("acme")).statusCode()).isEqualTo(400);
			assertThat(get("/open-apis/hire/v1/interviews/get_by_talent?talent_id=" + id, as("acme")).statusCode())
				.isEqualTo(400);
		}
	}

	@ParameterizedTest
	@MethodSource("paths")
	void takesNoTenantFromAHeader(String path) {
		get(path, as("globex"));
		for (String header : List.of("Tenant-Key", "X-Tenant-Key", "tenant_key", "X-Tenant", "X-Lark-Tenant-Key",
				"X-Forwarded-User", "X-App-Id", "From", "Cookie", "X-Api-Key", "Proxy-Authorization")) {
			assertOf("acme", get(path, as("acme", header, header.equals("Cookie") ? "tenant_key=globex" : "globex")));
		}
		String key = "Bearer " + key("globex");
		assertOf("acme", get(path, as("acme", "X-Forwarded-Authorization", key, "Proxy-Authorization", key)));
	}

	@ParameterizedTest
	@MethodSource("paths")
	void acceptsOneCredentialOnly(String path) {
		assertThat(get(path, as("acme", "Authorization", "Bearer " + key("globex"))).statusCode()).isIn(400, 401);
	}

	@ParameterizedTest
	@MethodSource("paths")
	void callersWithoutCredentialsBelongToTheConfiguredTenant(String path) {
		get(path, as("globex"));
		assertOf("acme", get(path));
	}

	@ParameterizedTest
	@MethodSource("paths")
	void readsTheTenantOfAJwtFromItsClaim(String path) {
		get(path, as("acme"));
		// neither the subject nor the client is the tenant
		for (String subject : List.of("acme", "alice@example.com")) {
			String token = token((claims) -> claims.subject(subject)
				.claim("client_id", "acme")
				.claim("tenant", "acme")
				.claim("tenant_key", "globex"));
			assertOf("globex", get(path, "Authorization", "Bearer " + token));
		}
	}

	@Test
	void rejectsAJwtThatNamesNoTenant(CapturedOutput output) {
		get(PATH, as("acme"));
		List<Consumer<JWTClaimsSet.Builder>> claims = List.of((none) -> {
		}, (other) -> other.claim("tenant", "acme"), (empty) -> empty.claim("tenant_key", ""),
				(blank) -> blank.claim("tenant_key", " "), (space) -> space.claim("tenant_key", "acme "),
				(list) -> list.claim("tenant_key", List.of("acme")), (number) -> number.claim("tenant_key", 1),
				(map) -> map.claim("tenant_key", Map.of("acme", true)), (slash) -> slash.claim("tenant_key", "acme/t"),
				(line) -> line.claim("tenant_key", "acme\n"));
		for (Consumer<JWTClaimsSet.Builder> each : claims) {
			String bearer = "Bearer " + token(each);
			for (String path : List.of(PATH, BATCH)) {
				HttpResponse<String> answer = get(path, "Authorization", bearer, "Accept-Language", "en",
						"X-Request-Id", "without-tenant");
				assertProblem(answer, 403, "insufficient-scope");
				assertThat(json(answer).get("detail").asString()).contains("tenant_key");
				assertThat(answer.headers().firstValue("WWW-Authenticate"))
					.hasValue("Bearer error=\"insufficient_scope\"");
			}
			assertThat(json(get(COMPAT, "Authorization", bearer)).get("code").asInt()).isEqualTo(99991672);
			assertProblem(delete("/actuator/talents/t", "Authorization", bearer), 403, "insufficient-scope");
			assertProblem(get("/actuator/metrics", "Authorization", bearer), 403, "insufficient-scope");
		}
		assertThat(feishu.calls("t")).hasSize(1);
		await().untilAsserted(
				() -> assertThat(output.getOut().lines().filter((line) -> line.contains("request=without-tenant")))
					.hasSize(2 * claims.size())
					.allSatisfy((line) -> assertThat(line).contains("client=alice%40example.com proof=token address=")
						.contains(" status=403 ")));
	}

	@Test
	void aTalentThatOneTenantLacksIsServedToTheOther() {
		for (String missing : List.of("1002102", "1002216")) {
			String id = "missing-" + missing;
			feishu.answers(id, "t-acme-k", FeishuServer.error(400, Integer.parseInt(missing)));
			feishu.answers(id, "t-globex-k", FeishuServer.oneInterview("of-globex"));
			String path = "/talents/" + id + "/interviews";
			assertOf("globex", get(path, as("globex")));
			assertThat(get(path, as("acme")).statusCode()).isIn(403, 404);
			assertOf("globex", get(path, as("globex", "Cache-Control", "only-if-cached")));
			assertThat(get(path, as("acme")).statusCode()).isIn(403, 404);
			assertThat(feishu.calls(id)).hasSize(2);
		}
	}

	@Test
	void anOperatorRemovesTalentsOfItsOwnTenantOnly() {
		get(PATH, as("acme"));
		get(PATH, as("globex"));
		assertThat(delete("/actuator/talents/t", as("operator")).statusCode()).isEqualTo(204);
		assertThat(get(PATH, as("acme", "Cache-Control", "only-if-cached")).statusCode()).isEqualTo(504);
		assertOf("globex", get(PATH, as("globex", "Cache-Control", "only-if-cached")));
		assertProblem(delete("/actuator/talents/globex%2Ft", as("operator")), 400, "invalid-request");
		assertOf("globex", get(PATH, as("globex", "Cache-Control", "only-if-cached")));
	}

	@Test
	void auditsTheTenantOfEachCaller(CapturedOutput output) {
		get(PATH, as("acme", "X-Request-Id", "audited-1"));
		get(BATCH, as("globex", "X-Request-Id", "audited-2"));
		get(PATH, "X-Request-Id", "audited-3");
		get(PATH, "X-Request-Id", "audited-4", "Authorization",
				"Bearer " + token((claims) -> claims.claim("tenant_key", "globex")));
		await()
			.untilAsserted(() -> assertThat(output.getOut().lines().filter((line) -> line.contains("request=audited-")))
				.satisfiesExactly((line) -> assertThat(line).contains("client=acme proof=key tenant=acme address="),
						(line) -> assertThat(line).contains("client=globex proof=key tenant=globex address="),
						(line) -> assertThat(line).contains("client=anonymous proof=none tenant=acme address="),
						(line) -> assertThat(line)
							.contains("client=alice%40example.com proof=token tenant=globex address=")));
	}

	@Test
	void everyTenantReadsTheSameTextsOfLabels() {
		assertThat(get("/labels", as("acme")).body()).isEqualTo(get("/labels", as("globex")).body());
	}

	private static void assertOf(String tenant, HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		assertThat(answer.body()).contains("of-" + tenant)
			.doesNotContain("of-" + (tenant.equals("acme") ? "globex" : "acme"));
	}

	private static String token(Consumer<JWTClaimsSet.Builder> more) {
		return IdentityProvider.signed(KEY,
				provider.claims((claims) -> more.accept(claims.claim("scope", "interviews:read ops"))));
	}

}
