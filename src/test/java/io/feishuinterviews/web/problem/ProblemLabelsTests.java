package io.feishuinterviews.web.problem;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.interview.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The texts of problems: one file per language, and what the code uses of them.
 */
class ProblemLabelsTests {

	private static final Path SOURCES = Path.of("src/main/java");

	/**
	 * Where a text is named.
	 */
	private static final Pattern NAMED = Pattern
		.compile("(?:FailureText\\s*\\.of|unreadable|invalid)\\(\\s*\"([a-z0-9-]+)\"");

	private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\d}");

	@Test
	void bothFilesHaveTheSameKeysAndPlaceholders() {
		Map<String, String> english = labels(Language.EN);
		Map<String, String> chinese = labels(Language.ZH);
		assertThat(chinese.keySet()).isEqualTo(english.keySet());
		english
			.forEach((key, text) -> assertThat(placeholders(chinese.get(key))).as(key).isEqualTo(placeholders(text)));
	}

	@ParameterizedTest
	@EnumSource(Language.class)
	void everyProblemTypeHasATitle(Language language) {
		Set<String> titles = labels(language).keySet()
			.stream()
			.filter((key) -> key.startsWith("problem.") && key.endsWith(".title"))
			.collect(Collectors.toSet());
		assertThat(titles).isEqualTo(Arrays.stream(ProblemType.values())
			.map((type) -> "problem." + type.code() + ".title")
			.collect(Collectors.toSet()));
	}

	@ParameterizedTest
	@EnumSource(Language.class)
	void noDetailRepeatsATitle(Language language) {
		Map<String, String> labels = labels(language);
		List<String> titles = labels.keySet()
			.stream()
			.filter((key) -> key.startsWith("problem.") && key.endsWith(".title"))
			.map((key) -> words(labels.get(key)))
			.toList();
		details(labels).forEach((key, detail) -> assertThat(titles).as(key)
			.noneSatisfy((title) -> assertThat(words(detail)).startsWith(title)));
	}

	@ParameterizedTest
	@EnumSource(Language.class)
	void apostrophesOfPatternsAreDoubled(Language language) {
		details(labels(language)).forEach((key, detail) -> {
			if (placeholders(detail).isEmpty()) {
				assertThat(detail).as(key).doesNotContain("''");
			}
			else {
				assertThat(detail.replace("''", "")).as(key).doesNotContain("'");
			}
		});
	}

	@Test
	void everyDetailTextIsUsedAndEveryUsedTextExists() throws IOException {
		Set<String> details = details(labels(Language.EN)).keySet()
			.stream()
			.map((key) -> key.substring(FailureText.PREFIX.length()))
			.collect(Collectors.toCollection(TreeSet::new));
		try (Stream<Path> files = Files.walk(SOURCES)) {
			String code = files.filter((file) -> file.toString().endsWith(".java"))
				.map(ProblemLabelsTests::read)
				.collect(Collectors.joining());
			Set<String> named = NAMED.matcher(code)
				.results()
				.map((name) -> name.group(1))
				.collect(Collectors.toCollection(TreeSet::new));
			assertThat(named).hasSizeGreaterThan(70);
			assertThat(details).containsAll(named).allSatisfy((name) -> assertThat(code).contains('"' + name + '"'));
		}
	}

	private static Map<String, String> details(Map<String, String> labels) {
		return labels.entrySet()
			.stream()
			.filter((label) -> label.getKey().startsWith(FailureText.PREFIX))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	private static List<String> placeholders(String text) {
		return PLACEHOLDER.matcher(text).results().map(MatchResult::group).sorted().toList();
	}

	private static String words(String text) {
		return text.toLowerCase(Locale.ROOT).replaceAll("[\\p{P}\\s]+", " ").strip();
	}

	private static Map<String, String> labels(Language language) {
		Properties labels = new Properties();
		try (Reader file = Files
			.newBufferedReader(Path.of("src/main/resources/labels_" + language.tag() + ".properties"))) {
			labels.load(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Map<String, String> texts = new TreeMap<>();
		labels.forEach((key, text) -> texts.put((String) key, (String) text));
		return texts;
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
