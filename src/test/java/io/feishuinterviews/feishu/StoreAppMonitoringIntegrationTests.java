package io.feishuinterviews.feishu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.feishuinterviews.Scrape;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The dashboard and the alerts for a store app.
 */
class StoreAppMonitoringIntegrationTests extends StoreAppIntegrationTest {

	private static final Pattern METRIC = Pattern.compile("\\bfeishu_(?:app|tenants)\\w*");

	@Test
	void dashboardAndAlertsQueryMetricsThatExist() throws IOException {
		pushTicket("k");
		serves("t", "t-acme-k");
		read("acme", "t");
		Set<String> scraped = samples().stream().map(Scrape.Sample::name).collect(Collectors.toSet());
		String queries = Files.readString(Path.of("src/deploy/grafana/dashboard.json"))
				+ Files.readString(Path.of("src/deploy/prometheus/alerts.yaml"));
		List<String> queried = METRIC.matcher(queries).results().map(MatchResult::group).distinct().toList();
		assertThat(queried).hasSizeGreaterThan(3).allSatisfy((metric) -> assertThat(scraped).contains(metric));
	}

	@Test
	void operationsPageDescribesEachMetric() throws IOException {
		String page = Files.readString(Path.of("docs/operations.md"));
		assertThat(this.meters.getMeters()).extracting((meter) -> meter.getId().getName())
			.filteredOn((name) -> name.startsWith("feishu."))
			.isNotEmpty()
			.allSatisfy((name) -> assertThat(page).contains("| `" + name + "`, `" + name.replace('.', '_')));
	}

	@Test
	void countsTheCallsForTicketsAndTokensByName() {
		read("acme", "t");
		pushTicket("k");
		serves("t", "t-acme-k");
		read("acme", "t");
		assertThat(samples()).filteredOn((sample) -> sample.name().equals("feishu_calls_seconds_count"))
			.extracting((sample) -> sample.labels().get("call"))
			.contains("app_ticket_resend", "app_access_token", "tenant_access_token", "get_by_talent");
		assertThat(samples()).filteredOn((sample) -> sample.name().equals("feishu_tenants"))
			.extracting((sample) -> sample.labels().get("state"))
			.containsExactlyInAnyOrderElementsOf(
					Stream.of("active", "stopped-by-tenant", "stopped-by-platform", "not-installed", "uninstalled")
						.toList());
	}

	private List<Scrape.Sample> samples() {
		return Scrape.of(get("/actuator/prometheus", as("operator")).body()).samples();
	}

}
