package io.feishuinterviews;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard, the alerts and the page for operators use existing metrics.
 */
// the metrics exist even if Redis does not
@TestPropertySource(properties = { "feishu.events.encrypt-key=a", "feishu.events.verification-token=b",
		"spring.data.redis.url=redis://localhost:1", "interviews.redis.encryption-keys=" + Instance.ENCRYPTION_KEY })
class MonitoringIntegrationTests extends IntegrationTest {

	private static final Path DASHBOARD = Path.of("src/deploy/grafana/dashboard.json");

	private static final Path ALERTS = Path.of("src/deploy/prometheus/alerts.yaml");

	private static final Path PAGE = Path.of("docs/operations.md");

	private static final Pattern SELECTOR = Pattern.compile("([a-zA-Z_:][\\w:]*)\\{([^}]*)}");

	private static final Pattern MATCHER = Pattern.compile("(\\w+)(=~|!=|!~|=)\"([^\"]*)\"");

	/**
	 * The metrics of Prometheus itself.
	 */
	private static final Set<String> PROMETHEUSS_OWN = Set.of("up", "ALERTS");

	/**
	 * The metrics of store apps only.
	 */
	private static final Set<String> STORE_APP_METRICS = Set.of("feishu_tenants", "feishu_tenants_circuits_open",
			"feishu_app_ticket_age_seconds", "feishu_app_token_age_seconds", "feishu_app_token_left_seconds");

	@Autowired
	private MeterRegistry meters;

	@Test
	void dashboardAndAlertsQueryExistingMetricsAndLabels() throws IOException {
		get("/talents/7100000000000000001/interviews");
		get("/talents/error-1002001/interviews");
		Map<String, List<Scrape.Sample>> samples = Scrape.of(get("/actuator/prometheus", as("operator")).body())
			.samples()
			.stream()
			.collect(Collectors.groupingBy(Scrape.Sample::name));
		Map<String, String> selectors = new TreeMap<>();
		String alerts = rules().stream().map((rule) -> (String) rule.get("expr")).collect(Collectors.joining("\n"));
		SELECTOR.matcher(dashboard() + alerts)
			.results()
			.forEach((found) -> selectors.put(found.group(), found.group(1)));
		selectors.values().removeAll(PROMETHEUSS_OWN);
		selectors.values().removeAll(STORE_APP_METRICS);
		assertThat(selectors).hasSizeGreaterThan(30);
		selectors.forEach((selector, name) -> {
			List<Scrape.Sample> series = samples.getOrDefault(name, List.of());
			assertThat(series).as(selector).isNotEmpty();
			MATCHER.matcher(selector)
				.results()
				.filter((label) -> !label.group(1).equals("job"))
				.forEach((label) -> assertThat(series).as(selector)
					.anySatisfy((sample) -> assertThat(sample.labels()).containsKey(label.group(1))));
			MATCHER.matcher(selector)
				.results()
				// there is none of 500 yet
				.filter((label) -> label.group(2).equals("=") && !Set.of("job", "status").contains(label.group(1)))
				.forEach((label) -> assertThat(series).as(selector)
					.anySatisfy((sample) -> assertThat(sample.labels()).containsEntry(label.group(1), label.group(3))));
		});
	}

	@Test
	void dashboardQueriesSelectTheServicesJob() throws IOException {
		String dashboard = dashboard();
		assertThat(SELECTOR.matcher(dashboard).results().filter((found) -> !found.group(1).equals("ALERTS")))
			.allSatisfy((found) -> assertThat(found.group(2)).startsWith("job=\"feishu-interviews\""));
	}

	@Test
	void operationsPageHasASectionForEachAlert() throws IOException {
		String page = Files.readString(PAGE);
		List<Map<String, Object>> rules = rules();
		assertThat(rules).hasSizeGreaterThan(10).allSatisfy((rule) -> {
			String name = (String) rule.get("alert");
			assertThat(page).contains("\n### " + name + "\n");
			assertThat((Map<?, ?>) rule.get("annotations")).extracting("runbook_url")
				.isEqualTo("{{ $externalLabels.runbooks }}/operations.md#" + name.toLowerCase(Locale.ROOT));
			assertThat((Map<?, ?>) rule.get("labels")).extracting("severity").isIn("page", "ticket");
			assertThat((Map<?, ?>) rule.get("labels")).extracting("owner").isNotNull();
		});
		assertThat(Pattern.compile("(?m)^### (\\w+)$").matcher(page).results().map((heading) -> heading.group(1)))
			.containsExactlyInAnyOrderElementsOf(rules.stream().map((rule) -> (String) rule.get("alert")).toList());
		String tests = Files.readString(ALERTS.resolveSibling("alerts-test.yaml"));
		assertThat(rules).allSatisfy((rule) -> assertThat(tests).contains("alertname: " + rule.get("alert")));
	}

	@Test
	void operationsPageDescribesEachMetric() throws IOException {
		get("/talents/7100000000000000001/interviews");
		String page = Files.readString(PAGE);
		assertThat(this.meters.getMeters()).extracting((meter) -> meter.getId().getName())
			.filteredOn((name) -> name.startsWith("interviews.") || name.startsWith("feishu."))
			.isNotEmpty()
			.allSatisfy((name) -> assertThat(page).contains("| `" + name + "`, `" + name.replace('.', '_')));
	}

	private static String dashboard() throws IOException {
		return new JsonMapper().readTree(DASHBOARD)
			.findValues("expr")
			.stream()
			.map((expression) -> expression.asString())
			.collect(Collectors.joining("\n"));
	}

	@SuppressWarnings("unchecked") // as Prometheus has it
	private static List<Map<String, Object>> rules() throws IOException {
		Map<String, Object> alerts = new Yaml().load(Files.readString(ALERTS));
		return ((List<Map<String, Object>>) alerts.get("groups")).stream()
			.flatMap((group) -> ((List<Map<String, Object>>) group.get("rules")).stream())
			.toList();
	}

}
