package io.feishuinterviews.scaling;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The tables of docs/scaling.md.
 */
final class ScalingPage {

	private ScalingPage() {
	}

	/**
	 * Simulate all scenarios.
	 * @return the tables, by their names on the page
	 */
	static Map<String, String> tables() {
		Map<String, String> tables = new LinkedHashMap<>();
		tables.put("instances", instances());
		tables.put("load", load());
		tables.put("remedies", remedies());
		tables.put("policies", policies());
		return tables;
	}

	private static String instances() {
		StringBuilder table = table("instances", "Redis");
		for (int instances : new int[] { 1, 2, 3, 5, 10 }) {
			for (boolean sharing : new boolean[] { false, true }) {
				if (instances > 1 || !sharing) {
					row(table, Scenario.of(instances, sharing, 1500), String.valueOf(instances),
							sharing ? "yes" : "no");
				}
			}
		}
		return table.toString();
	}

	private static String load() {
		StringBuilder table = table("requests a minute");
		for (int requests : new int[] { 500, 1500, 3000, 6000, 12000 }) {
			row(table, Scenario.of(3, true, requests), "%,d".formatted(requests));
		}
		return table.toString();
	}

	private static String remedies() {
		StringBuilder table = table("`fresh-for`", "events");
		Scenario scenario = Scenario.of(3, true, 6000);
		row(table, scenario, "60s", "no");
		row(table, scenario.withFreshFor(Duration.ofMinutes(5)), "5m", "no");
		row(table, scenario.withFreshFor(Duration.ofMinutes(15)), "15m", "no");
		row(table, scenario.withEvents(), "60s", "yes");
		row(table, scenario.withFreshFor(Duration.ofMinutes(15)).withEvents(), "15m", "yes");
		row(table, scenario.withFreshFor(Duration.ofHours(2)).withEvents(), "2h", "yes");
		return table.toString();
	}

	private static String policies() {
		StringBuilder table = new StringBuilder(
				"| entries | Caffeine | LRU | Caffeine, with an export | LRU, with an export |\n|---|---|---|---|---|\n");
		for (int entries : new int[] { 500, 1000, 2000, 4500, 9000 }) {
			PolicyComparison ordinary = PolicyComparison.run(entries, 0);
			PolicyComparison export = PolicyComparison.run(entries, 0.2);
			table.append("| %,d | %s | %s | %s | %s |\n".formatted(entries, percent(ordinary.caffeine()),
					percent(ordinary.lru()), percent(export.caffeine()), percent(export.lru())));
		}
		return table.toString();
	}

	private static StringBuilder table(String... columns) {
		String names = String.join(" | ", columns);
		return new StringBuilder("| ").append(names)
			.append(" | hits | from Redis | calls a minute | most in a minute | stale | outdated | failed |\n")
			.append("|---".repeat(columns.length + 7))
			.append("|\n");
	}

	private static void row(StringBuilder table, Scenario scenario, String... cells) {
		Tally tally = Simulation.run(scenario);
		table.append("| %s | %s | %s | %,d | %,d | %s | %s | %s |\n".formatted(String.join(" | ", cells),
				percent(tally.hitRatio()), percent(tally.sharedRatio()), tally.calls() / Simulation.COUNTED.toMinutes(),
				tally.maxCalls(Duration.ofMinutes(1).toMillis()), percent(tally.oldRatio()),
				percent(tally.outdatedRatio()), percent(tally.failedRatio())));
	}

	private static String percent(double ratio) {
		return String.format(Locale.ROOT, "%.1f %%", 100 * ratio);
	}

}
