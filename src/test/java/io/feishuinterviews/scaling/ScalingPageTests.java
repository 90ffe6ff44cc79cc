package io.feishuinterviews.scaling;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Simulates what docs/scaling.md shows. The tables are written to target/scaling.md.
 */
@Tag("slow")
class ScalingPageTests {

	private static final Pattern NUMBER = Pattern.compile("\\d[\\d,]*(\\.\\d+)?");

	@Test
	void scalingPageShowsTheResultsOfTheSimulation() throws IOException {
		Map<String, String> tables = ScalingPage.tables();
		StringBuilder results = new StringBuilder();
		tables.forEach((name, table) -> results.append(section(name, table)));
		Files.writeString(Path.of("target/scaling.md"), results);
		String page = Files.readString(Path.of("docs/scaling.md"));
		tables.forEach((name, table) -> assertThat(page).contains("<!-- " + name + " -->")
			.satisfies((text) -> assertSame(between(text, name), table)));
	}

	/**
	 * Compare two tables. Caffeine's policy is random in part, so numbers may differ a
	 * little.
	 */
	private static void assertSame(String shown, String simulated) {
		assertThat(NUMBER.matcher(shown).replaceAll("0")).isEqualTo(NUMBER.matcher(simulated).replaceAll("0"));
		List<Double> expected = numbers(simulated);
		List<Double> actual = numbers(shown);
		for (int i = 0; i < expected.size(); i++) {
			assertThat(actual.get(i)).isCloseTo(expected.get(i), Offset.offset(Math.max(1, expected.get(i) / 50)));
		}
	}

	private static List<Double> numbers(String table) {
		return NUMBER.matcher(table)
			.results()
			.map(MatchResult::group)
			.map((number) -> Double.valueOf(number.replace(",", "")))
			.toList();
	}

	private static String section(String name, String table) {
		return "<!-- " + name + " -->\n" + table + "<!-- end of " + name + " -->\n\n";
	}

	private static String between(String page, String name) {
		String begin = "<!-- " + name + " -->\n";
		return page.substring(page.indexOf(begin) + begin.length(), page.indexOf("<!-- end of " + name + " -->"));
	}

}
