package io.feishuinterviews;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares docs/configuration.md with the settings and their defaults.
 */
class ConfigurationPageTests {

	private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)`<br>`([^`]+)` \\|([^|]*)\\|");

	@Test
	void configurationPageListsEverySetting() throws IOException {
		List<String> onThePage = rows().stream().map((row) -> row.group(1)).toList();
		assertThat(metadata().size()).isGreaterThan(5);
		for (JsonNode setting : metadata()) {
			String name = setting.get("name").asString();
			assertThat(onThePage).as(name).anyMatch((row) -> row.equals(name) || row.startsWith(name + ".<id>."));
		}
	}

	@Test
	void configurationPageNamesEnvironmentVariablesAsSpringBootDoes() throws IOException {
		assertThat(rows()).hasSizeGreaterThan(30).allSatisfy((row) -> {
			String name = row.group(1).replace('.', '_').toUpperCase(Locale.ROOT);
			// Spring understands both
			assertThat(row.group(2)).isIn(name.replace("-", ""), name.replace('-', '_'));
		});
	}

	@Test
	void configurationPageShowsTheActualDefaults() throws IOException {
		Map<String, String> defaults = new HashMap<>();
		for (JsonNode setting : metadata()) {
			if (setting.hasNonNull("defaultValue")) {
				defaults.put(setting.get("name").asString(), setting.get("defaultValue").asString());
			}
		}
		EnumerablePropertySource<?> shipped = (EnumerablePropertySource<?>) new YamlPropertySourceLoader()
			.load("shipped", new ClassPathResource("application.yaml"))
			.get(0);
		for (String name : shipped.getPropertyNames()) {
			defaults.put(name, String.valueOf(shipped.getProperty(name)));
		}
		for (MatchResult row : rows()) {
			String name = row.group(1);
			if (row.group(3).strip().startsWith("`") && !name.startsWith("logging.level")) {
				assertThat(row.group(3).strip()).as(name).isEqualTo("`" + defaults.get(name) + "`");
			}
			else {
				assertThat(defaults).as("what the page says of " + name).doesNotContainKey(name);
			}
		}
	}

	private static List<MatchResult> rows() throws IOException {
		return ROW.matcher(Files.readString(Path.of("docs/configuration.md"))).results().toList();
	}

	private static JsonNode metadata() {
		return new JsonMapper().readTree(Path.of("target/classes/META-INF/spring-configuration-metadata.json"))
			.get("properties");
	}

}
