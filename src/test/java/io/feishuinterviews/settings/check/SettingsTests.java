package io.feishuinterviews.settings.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * What the service says of settings with invalid names and values: its start without the
 * web server and all else that uses the settings.
 */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
class SettingsTests {

	private static final String SECRET = "s3cret";

	private static final String HASH = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb";

	private static final String OTHER_HASH = "3e23e8160039594a33894f6564e1b1348bbd7a0088d42c4acb73eeaed59c009d";

	private static final String ROW = "(?m)^\\| `([^`]+)`<br>";

	/**
	 * A setting, what its message says it may be, and values that it may not have.
	 */
	private static final List<String> INVALID = List.of("feishu.allow-http | Boolean | perhaps; 2; s3cret",
			"feishu.events.look-up-applications | Boolean | perhaps; 2; s3cret",
			"feishu.app-id | printable ASCII characters | cli x; cli\tx; cli_\u00e9; \ufeffcli_x",
			"feishu.app-secret | printable ASCII characters | s3cret s3cret; s3\ncret; s3cret\u0000; \u00a0s3cret",
			"feishu.app-type | custom, store | market; isv; both; s3cret",
			"feishu.base-url | http or https URL | open.feishu.cn; ftp://open.feishu.cn; https://s3cret@open.feishu.cn; "
					+ "https://u:s3cret@h; https://h/path; https://h?q=s3cret; https://h#f; https://; https://open feishu.cn; "
					+ "https://h:70000; https://h:x; https://h_h; https://h//; https://s3cret:%zz@h; h",
			"feishu.base-url | feishu.allow-http | http://open.feishu.cn; http://10.0.0.1; http://127.0.0.1.example.com; "
					+ "http://localhost.example.com; http://0.0.0.0",
			"feishu.events.encrypt-key | verification-token must be set | s3cret; x\n",
			"feishu.events.encrypt-key | printable ASCII characters | s3cret s3cret; s3cret\u0000; \u00e9s3cret",
			"feishu.events.verification-token | encrypt-key must be set | s3cret",
			"feishu.events.verification-token | printable ASCII characters | s3cret s3cret; s3\ncret",
			"feishu.proxy | http://host:port | socks5://h:1; http://s3cret@:80; http://h/s3cret; http://a b",
			"interviews.cache.fresh-for | from 0s to 30d | -1s; 31d; 99999999999d; 9999999999999d; later; 1 d 2 h; s3cret",
			"interviews.cache.max-size | from 1MB to 1TB | -1MB; 0; 1KB; 2TB; 99999999999999999999MB; big",
			"interviews.cache.max-size | smaller than the heap | 1TB",
			"interviews.redis.encryption-keys | 32 random bytes in Base64 | s3cret; c2hvcnQ=; " + "A".repeat(43) + "; "
					+ "A".repeat(44),
			"spring.data.redis.url | redis or rediss URL | localhost; http://h; redis://; redis://s3cret@h h; redis://redis; redis://:s3cret@localhost",
			"spring.data.redis.timeout | from 1ms to 5s | 0; 6s; soon",
			"spring.data.redis.connect-timeout | from 1ms to 10s | 0; 11s",
			"spring.data.redis.port | from 1 to 65535 | 0; 65536",
			"interviews.cache.not-found-for | from 0s to 30d | -1s; 31d; never",
			"interviews.cache.client | PRIVATE, NO_STORE | public; store; s3cret",
			"interviews.cache.client-with-contact | PRIVATE, NO_STORE | public; none",
			"interviews.cache.stale-if-denied | from 0s to 30d | -1s; 31d; always",
			"interviews.cache.stale-if-denied | longer than stale-if-error | 25h",
			"interviews.cache.stale-if-error | from 0s to 30d | -1s; 31d; always",
			"interviews.cache.stale-while-revalidate | from 0s to 30d | -1ms; 721h; 10 minutes",
			"interviews.cors.allowed-origins | origins, such as https://hr.example.com | *; null; hr.example.com; https://hr.example.com/page; "
					+ "https://a,,https://b; https://a,; ,; https://a,https://a; https://s3cret@a; https://a?x",
			"interviews.documentation.overlay | a readable YAML file | nowhere.yaml; README.md; src; s3cret",
			"interviews.security.anonymous-scopes | interviews:read, interviews:contact, ops | everything; interviews:read,,ops; ops,; ,; "
					+ "ops,ops; s3cret",
			"interviews.security.max-token-lifetime | from 1m to 3650d | 0; 59s; -1h; 3651d; x",
			"interviews.settings.reload-interval | from 0s to 1d | -1s; 25h; x",
			"interviews.security.clients.a.key-sha256 | 64 lower-case hexadecimal digits | s3cret; %1$s,; %1$s,,%2$s; ,; %1$s,%1$s; %1$s0; ''"
				.formatted(HASH, OTHER_HASH),
			"interviews.security.clients.a.scopes | interviews:read, interviews:contact, ops | interviews:write; ops,; ops,,interviews:read; ops,ops",
			"interviews.security.clients.a.scopes | at least one scope | ''",
			"interviews.security.clients.a.allowed-addresses | IP addresses or CIDR ranges | localhost; 10.0.0.0/33; 10.0.0; ::/129; 10.0.0.0/; 1.2.3.4,; 1.2.3.4,1.2.3.4; 256.1.1.1; a; .",
			"interviews.security.clients.a.keys-valid-until | a time in UTC, such as 2027-01-01T00:00:00Z | 2027-01-01; tomorrow; 2027-13-01T00:00:00Z",
			"interviews.security.clients.a.requests-per-second | from 1 to 1000000 | 0; -1; 1000001; 99999999999; 1.5; often",
			"interviews.security.clients.a.upstream-share | from 1 to 100 | 0; -1; 101; 12.5; half",
			"interviews.security.clients.a.tenant-key | tenant_key of a company in Feishu | a b; a/b; a,b; \u79df\u6237",
			"interviews.security.anonymous-tenant-key | tenant_key of a company in Feishu | a b; a/b; a,b",
			"interviews.security.tenant-claim | name of a claim | a b; \u79df\u6237",
			"interviews.security-txt.contact | mailto:, https: or tel: URI | security@example.com; http://example.com; mailto:a b; mailto:",
			"interviews.shutdown.drain-for | from 0s to 10m | -1s; 11m; 99999999999d; long",
			"logging.structured.format.console | ecs, gelf or logstash | esc; json",
			"server.port | from 0 to 65535 | -5; 70000; http",
			"server.max-http-request-header-size | from 1KB to 1MB | -1; 0; 100GB; big",
			"server.tomcat.connection-timeout | from 1ms to 10m | -1s; 0; 99999999999d; x",
			"server.tomcat.keep-alive-timeout | from 1ms to 1d | -5s; 0; 2d",
			"server.tomcat.max-connections | from 1 to 1000000 | 0; -1; x; 99999999999",
			"server.tomcat.remoteip.internal-proxies | Unclosed | ([",
			"management.server.port | from -1 to 65535 | -5; 70000",
			"management.tracing.sampling.probability | from 0 to 1 | 7; -1; NaN; x",
			"management.opentelemetry.tracing.export.otlp.endpoint | http or https URL | nowhere; collector:4318",
			"spring.http.clients.connect-timeout | from 1ms to 10m | -1s; 0; 99999999999d",
			"spring.http.codecs.max-in-memory-size | from 1KB to 1GB | -1; 0; 100GB",
			"spring.security.oauth2.resourceserver.jwt.issuer-uri | http or https URL | not a url; keycloak",
			"spring.security.oauth2.resourceserver.jwt.jwk-set-uri | http or https URL | nonsense; ftp://h",
			"spring.security.oauth2.resourceserver.jwt.issuer-uri | feishu.allow-http | http://idp.example.com; http://127.0.0.1:80@example.com/",
			"spring.security.oauth2.resourceserver.jwt.jwk-set-uri | feishu.allow-http | http://idp.example.com/keys; http://localhost.example.com",
			"spring.security.oauth2.resourceserver.jwt.audiences | audiences | ''; a,,b; a,; a,a",
			"resilience4j.timelimiter.instances.feishu-deadline.timeout-duration | from 1ms to 10m | -1s; 0; 99999999999d; x",
			"resilience4j.timelimiter.instances.feishu.timeout-duration | from 1ms to 10m | -1s; 0; 99999999999d; x",
			"resilience4j.bulkhead.instances.feishu.max-concurrent-calls | from 1 to 1000000 | 0; -1; x",
			"resilience4j.bulkhead.instances.feishu.max-wait-duration | from 0s to 10m | -1s; 11m",
			"resilience4j.retry.instances.feishu.max-attempts | from 1 to 10 | 0; 1000000; x",
			"resilience4j.retry.instances.feishu.wait-duration | from 1ms to 10m | -1s; 99999999999d",
			"resilience4j.retry.instances.feishu.exponential-backoff-multiplier | from 1 to 100 | -1; 0; 1000",
			"resilience4j.retry.instances.feishu.randomized-wait-factor | from 0 to 0.99 | -1; 1; 7",
			"resilience4j.ratelimiter.instances.feishu.limit-for-period | from 1 to 1000000 | 0; -5; x",
			"resilience4j.ratelimiter.instances.feishu.limit-refresh-period | from 1ms to 1d | 0; -1s; 99999999999d",
			"resilience4j.ratelimiter.instances.feishu.timeout-duration | from 0s to 10m | -1s; 99999999999d",
			"resilience4j.ratelimiter.instances.feishu-minute.limit-for-period | from 1 to 1000000 | 0; -5; x",
			"resilience4j.circuitbreaker.instances.feishu.failure-rate-threshold | from 1 to 100 | 0; 101; NaN; x",
			"resilience4j.circuitbreaker.instances.feishu.slow-call-rate-threshold | from 1 to 100 | 0; 101",
			"resilience4j.circuitbreaker.instances.feishu.slow-call-duration-threshold | from 1ms to 10m | -2s; 0; 99999999999d",
			"resilience4j.circuitbreaker.instances.feishu.sliding-window-size | from 1 to 1000000 | 0; -1",
			"resilience4j.circuitbreaker.instances.feishu.minimum-number-of-calls | from 1 to 1000000 | 0; -1",
			"resilience4j.circuitbreaker.instances.feishu.permitted-number-of-calls-in-half-open-state | from 1 to 1000000 | 0; -1",
			"resilience4j.circuitbreaker.instances.feishu.wait-duration-in-open-state | from 1ms to 30d | -5s; 0; 99999999999d",
			"resilience4j.circuitbreaker.instances.feishu-quota.wait-duration-in-open-state | from 1ms to 30d | -5s; 0; 99999999999d");

	/**
	 * Settings of Spring Boot that Spring Boot itself checks well.
	 */
	private static final Set<String> NOT_OURS = Set.of("spring.profiles.active", "logging.level.<logger>",
			"server.forward-headers-strategy", "spring.security.oauth2.resourceserver.jwt.public-key-location");

	/**
	 * What Spring Boot can set of our own Actuator endpoint.
	 */
	private static final String ENDPOINT = "management.endpoint.talents";

	@Test
	void testCasesCoverEverySetting() throws IOException {
		Set<String> listed = new TreeSet<>();
		INVALID.forEach((line) -> listed.add(line.split(" \\| ", -1)[0].replace(".clients.a.", ".clients.<id>.")));
		JsonNode metadata = new JsonMapper()
			.readTree(Path.of("target/classes/META-INF/spring-configuration-metadata.json"));
		SettingNames names = names(metadata);
		for (JsonNode setting : metadata.get("properties")) {
			String name = setting.get("name").asString();
			if (name.startsWith(ENDPOINT)) {
				continue;
			}
			assertThat(names.all())
				.anyMatch((known) -> known.equals(name) || known.startsWith(name + "." + SettingNames.KEY));
		}
		assertThat(listed).containsAll(names.all()).hasSizeGreaterThan(40);
		Pattern.compile(ROW)
			.matcher(Files.readString(Path.of("docs/configuration.md")))
			.results()
			.map((row) -> row.group(1))
			.filter((name) -> !NOT_OURS.contains(name) && !name.startsWith(ENDPOINT))
			.forEach((name) -> assertThat(listed).contains(name));
	}

	private static SettingNames names(JsonNode metadata) {
		Map<String, Class<?>> types = new HashMap<>();
		for (JsonNode group : metadata.get("groups")) {
			if (!group.get("name").asString().startsWith(ENDPOINT)) {
				types.put(group.get("name").asString(), type(group.get("type").asString()));
			}
		}
		return new SettingNames(types);
	}

	private static Class<?> type(String name) {
		try {
			return Class.forName(name);
		}
		catch (ClassNotFoundException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static Stream<String[]> invalidSettings() {
		return INVALID.stream()
			.map((line) -> line.split(" \\| "))
			.flatMap((parts) -> Stream.of(parts[2].split("; "))
				.map((value) -> new String[] { parts[0], value.equals("''") ? "" : value, parts[1] }));
	}

	@ParameterizedTest
	@MethodSource("invalidSettings")
	void failsToStartWithAnInvalidValueAndExplainsTheValidOnes(String setting, String value, String requirement,
			CapturedOutput output) {
		List<String> settings = new ArrayList<>(List.of("--" + setting + "=" + value));
		Map.of("feishu.app-id", "cli_x", "feishu.app-secret", SECRET, "interviews.security.clients.a.key-sha256", HASH,
				"interviews.security.clients.a.scopes", "ops")
			.forEach((name, valid) -> {
				if (!name.equals(setting)) {
					settings.add("--" + name + "=" + valid);
				}
			});
		assertThatException().isThrownBy(() -> start(Map.of(), settings.toArray(String[]::new)));
		assertFailure(output, setting, requirement);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "feishu.app-secert | feishu.app-secret", "feishu.secret | feishu.app-secret",
					"feishu.app-id[0] | feishu.app-id", "feishu.app.id | feishu.app-id",
					"interviews.chache.fresh-for | interviews.cache.fresh-for",
					"interviews.cache.fresh-fro | interviews.cache.fresh-for",
					"interviews.cors.allowed-origin | interviews.cors.allowed-origins",
					"interviews.security.clients.a.key-sha265 | interviews.security.clients.<id>.key-sha256",
					"interviews.security.clients.my.app.scopes | interviews.security.clients.<id>.scopes",
					"interviews.security.clients.a | interviews.security.clients.<id>.scopes",
					"interviews.drain-for | interviews.shutdown.drain-for" })
	void failsToStartWithAMisspeltSettingAndSuggestsTheClosest(String name, String closest, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(Map.of(), valid("--" + name + "=" + SECRET)));
		assertFailure(output, name, "the closest is " + closest);
		assertThat(output).contains("interviews.security.anonymous-scopes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "spring.config.import=configtree:%s/", "spring.config.additional-location=file:%s/",
			"spring.application.json={\"interviews.cache\":{\"fresh-fro\":\"s3cret\"}}" })
	void failsToStartWithAMisspeltSettingFromAnySource(String source, CapturedOutput output, @TempDir Path directory)
			throws IOException {
		Files.writeString(directory.resolve("interviews.cache.fresh-fro"), SECRET);
		Files.writeString(directory.resolve("application.yaml"), "interviews.cache.fresh-fro: " + SECRET);
		assertThatException()
			.isThrownBy(() -> start(Map.of(), valid("--" + source.replace("%s", directory.toString()))));
		assertFailure(output, "interviews.cache.fresh-fro", "the closest is interviews.cache.fresh-for");
	}

	@Test
	void failsToStartWithAMisspeltSystemProperty(CapturedOutput output) {
		System.setProperty("interviews.cache.fresh-fro", SECRET);
		try {
			assertThatException().isThrownBy(() -> start(Map.of(), valid()));
		}
		finally {
			System.clearProperty("interviews.cache.fresh-fro");
		}
		assertFailure(output, "interviews.cache.fresh-fro", "systemProperties");
	}

	@ParameterizedTest
	@CsvSource({ "FEISHU_APP_SECERT, feishu.app-secret", "FEISHU_APPSECERT, feishu.app-secret",
			"FEISHU_BASEURI, feishu.base-url", "FEISHU_APP_ID_0, feishu.app-id",
			"INTERVIEWS_CHACHE_FRESHFOR, interviews.cache.fresh-for",
			"INTERVIEWS_CACHE_FRESHFRO, interviews.cache.fresh-for",
			"INTERVIEWS_SECURITY_CLIENTS_A_KEYSHA265, interviews.security.clients.<id>.key-sha256",
			"INTERVIEWS_REDIS_PORT, interviews", "feishu.app-secert, feishu.app-secret" })
	void failsToStartWithAMisspeltEnvironmentVariable(String name, String closest, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(Map.of(name, SECRET), valid()));
		assertFailure(output, name, "the closest is " + closest);
		assertThat(output).contains("systemEnvironment");
	}

	@ParameterizedTest
	@ValueSource(strings = { "INTERVIEWS_SECURITY_CLIENTS_MY_APP_KEYSHA256",
			"INTERVIEWS_SECURITY_CLIENTS_CLI_A1B2_KEY_SHA256", "INTERVIEWS_SECURITY_CLIENTS_MY_APP_KEYSHA256_0",
			"INTERVIEWS_SECURITY_CLIENTS_MY_APP_REQUESTSPERSECOND" })
	void failsToStartWithAnAmbiguousClientIdInAnEnvironmentVariable(String name, CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(Map.of(name, HASH), valid()));
		assertFailure(output, name, "SPRING_APPLICATION_JSON");
	}

	@ParameterizedTest
	@ValueSource(strings = { "interviews.security.clients.my-app", "interviews.security.clients.my_app",
			"interviews.security.clients[my.app]", "interviews.security.clients.MyApp" })
	void keepsTheSpellingOfAClientId(String client) {
		try (ConfigurableApplicationContext service = start(Map.of(),
				valid("--" + client + ".key-sha256=" + HASH, "--" + client + ".scopes=ops"))) {
			String id = client.substring("interviews.security.clients".length()).replaceAll("^[.\\[]|]$", "");
			assertThat(service.getBean(type("io.feishuinterviews.security.key.AccessProperties"))).asString()
				.contains("clients={" + id + "=");
		}
	}

	@Test
	void bindsAClientFromSpringApplicationJson() {
		try (ConfigurableApplicationContext service = start(Map.of(), valid(
				"--spring.application.json={\"interviews.security.clients[my_app]\":{\"key-sha256\":\"%s\",\"scopes\":\"ops\"}}"
					.formatted(HASH)))) {
			assertThat(service.getBean(type("io.feishuinterviews.security.key.AccessProperties"))).asString()
				.contains("clients={my_app=");
		}
	}

	@Test
	void bindsAnEnvironmentVariableToAClientFromAFile() {
		try (ConfigurableApplicationContext service = start(
				Map.of("INTERVIEWS_SECURITY_CLIENTS_MY_APP_KEY_SHA256", HASH),
				valid("--interviews.security.clients.my-app.scopes=ops"))) {
			assertThat(service.getBean(type("io.feishuinterviews.security.key.AccessProperties"))).asString()
				.contains("clients={my-app=Client[keySha256=[" + HASH);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "feishu.appId", "feishu.app_id", "feishu.appid", "FEISHU.APP-ID" })
	void acceptsEveryRelaxedSpellingOfASetting(String name) {
		start(Map.of(), "--" + name + "=cli_x", "--feishu.app-secret=" + SECRET, "--interviews.cors.allowedOrigins[0]=",
				"--interviews.cors.allowedOrigins=https://a")
			.close();
	}

	@Test
	void ignoresUnrelatedEnvironmentVariables(CapturedOutput output) {
		Map<String, Object> variables = new HashMap<>();
		for (String variable : new String[] { "FEISHU_APPID", "FEISHU_APP_SECRET", "FEISHU_APP_SECRET_FILE",
				"FEISHU_INTERVIEWS_SERVICE_HOST", "FEISHU_INTERVIEWS_SERVICE_PORT",
				"FEISHU_INTERVIEWS_SERVICE_PORT_HTTP", "FEISHU_INTERVIEWS_PORT", "FEISHU_INTERVIEWS_PORT_8080_TCP",
				"FEISHU_INTERVIEWS_PORT_8080_TCP_ADDR", "INTERVIEWS_SERVICE_HOST", "INTERVIEWS_PORT_8080_TCP_PROTO",
				"INTERVIEWS", "FEISHU_WEBHOOK" }) {
			variables.put(variable, SECRET);
		}
		variables.put("INTERVIEWS_CORS_ALLOWED_ORIGINS_0", "https://a");
		variables.put("INTERVIEWS_CORS_ALLOWEDORIGINS_1", "https://b");
		variables.put("INTERVIEWS_CACHE_FRESH_FOR", "1s");
		start(variables).close();
		assertThat(output).contains("[FEISHU_WEBHOOK]").doesNotContain(SECRET);
	}

	@Test
	void treatsEmptyValuesAsAbsent() {
		start(Map.of("FEISHU_BASE_URL", "", "INTERVIEWS_SECURITY_ANONYMOUSSCOPES", "", "INTERVIEWS_CACHE_FRESHFOR", ""),
				valid("--interviews.security.clients=", "--interviews.cache=", "--interviews.cors.allowed-origins=",
						"--interviews.shutdown.drain-for=", "--server.port=",
						"--spring.security.oauth2.resourceserver.jwt.issuer-uri=",
						"--logging.structured.format.console="))
			.close();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\n\n" })
	void stripsTheLineEndOfACredential(String lineEnd) {
		try (ConfigurableApplicationContext service = start(
				Map.of("FEISHU_APP_ID", "cli_x" + lineEnd, "FEISHU_APP_SECRET", SECRET + lineEnd,
						"INTERVIEWS_SECURITY_CLIENTS_A_KEYSHA256_0", HASH + lineEnd,
						"INTERVIEWS_SECURITY_CLIENTS_A_SCOPES", "ops"),
				"--feishu.base-url=https://open.larksuite.com/")) {
			assertThat(service.getBean(type("io.feishuinterviews.feishu.connection.FeishuProperties"))).asString()
				.contains("appId=cli_x,")
				.contains("baseUrl=https://open.larksuite.com,");
			assertThat(service.getBean(type("io.feishuinterviews.security.key.AccessProperties"))).asString()
				.contains("[" + HASH + "]");
		}
	}

	@Test
	void failsToStartWithANullElementOrANullClient(CapturedOutput output) {
		assertThatException().isThrownBy(() -> start(Map.of(),
				valid("--interviews.security.anonymous-scopes[0]=ops", "--interviews.security.anonymous-scopes[1]=")));
		assertFailure(output, "interviews.security.anonymous-scopes", "interviews:read, interviews:contact, ops");
		assertThatException().isThrownBy(() -> start(Map.of(), valid("--interviews.security.clients.x=")));
		assertFailure(output, "interviews.security.clients.x",
				"the closest is interviews.security.clients.<id>.scopes");
	}

	@ParameterizedTest
	@ValueSource(strings = { "--feishu.base-url=http://feishu:8080 --feishu.allow-http=true",
			"--feishu.base-url=http://127.0.0.1:8080", "--feishu.base-url=http://localhost/",
			"--feishu.base-url=http://[::1]:80",
			"--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://idp/keys?a=b --feishu.allowHttp=true",
			"--spring.security.oauth2.resourceserver.jwt.jwk-set-uri=http://127.0.0.1:8080/keys?a=b",
			"--spring.security.oauth2.resourceserver.jwt.issuer-uri=http://localhost:8080 --feishu.allow-http=" })
	void acceptsHttpUrlsOfThisMachineAndOthersIfAllowed(String settings) {
		start(Map.of(), valid(settings.split(" "))).close();
	}

	private static void assertFailure(CapturedOutput output, String setting, String message) {
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains(setting)
			.contains(message)
			.doesNotContain(SECRET)
			.doesNotContain("\tat ");
	}

	private static String[] valid(String... further) {
		return Stream.concat(Stream.of("--feishu.app-id=cli_x", "--feishu.app-secret=s3cret-"), Stream.of(further))
			.toArray(String[]::new);
	}

	private static ConfigurableApplicationContext start(Map<String, Object> variables, String... settings) {
		SpringApplication application = new SpringApplication(Settings.class);
		application.setWebApplicationType(WebApplicationType.NONE);
		application.addInitializers((context) -> context.getEnvironment()
			.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, new SystemEnvironmentPropertySource(
					StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables)));
		return application.run(settings);
	}

	// no @Configuration, which other tests would find
	@ConfigurationPropertiesScan("io.feishuinterviews")
	@Import(SettingsCheck.class)
	static class Settings {

	}

}
