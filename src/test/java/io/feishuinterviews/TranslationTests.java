package io.feishuinterviews;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether the Chinese pages are in step with the English ones: headings, paragraphs,
 * lists, tables and code.
 */
class TranslationTests {

	private static final Pattern CODE_SPAN = Pattern.compile("`[^`]+`");

	private static final Predicate<String> CHINESE = Pattern.compile("\\p{IsHan}").asPredicate();

	@ParameterizedTest
	@CsvSource({ "README.md, README.zh-CN.md", "docs/api.md, docs/api.zh-CN.md" })
	void chinesePageHasTheBlocksOfTheEnglishPage(Path english, Path chinese) throws IOException {
		List<Block> expected = blocks(english);
		assertThat(expected).hasSizeGreaterThan(20);
		assertThat(blocks(chinese)).extracting(Block::shape).isEqualTo(expected.stream().map(Block::shape).toList());
	}

	@ParameterizedTest
	@CsvSource({ "README.md, README.zh-CN.md", "docs/api.md, docs/api.zh-CN.md" })
	void chinesePageHasTheCodeOfTheEnglishPage(Path english, Path chinese) throws IOException {
		List<Block> expected = blocks(english);
		List<Block> translated = blocks(chinese);
		for (int i = 0; i < expected.size(); i++) {
			if (expected.get(i).kind == Kind.CODE) {
				assertSameCode(expected.get(i).lines, translated.get(i).lines);
			}
			else {
				assertThat(codeSpans(translated.get(i))).isEqualTo(codeSpans(expected.get(i)));
			}
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "README.zh-CN.md", "docs/api.zh-CN.md" })
	void chinesePageDoesNotAddressTheReader(Path chinese) throws IOException {
		assertThat(Files.readString(chinese)).doesNotContain("您", "你");
	}

	/**
	 * A line of code may differ if it is in Chinese, or if it requests English.
	 */
	private static void assertSameCode(List<String> english, List<String> chinese) {
		assertThat(chinese).hasSameSizeAs(english);
		for (int i = 0; i < english.size(); i++) {
			if (!CHINESE.test(chinese.get(i))) {
				assertThat(chinese.get(i)).isEqualTo(english.get(i).replace(" -H 'Accept-Language: en'", ""));
			}
		}
	}

	/**
	 * Return the code in a block, of a table by row.
	 */
	private static List<Set<String>> codeSpans(Block block) {
		return (block.kind == Kind.TABLE) ? block.lines.stream().map(TranslationTests::codeSpans).toList()
				: List.of(codeSpans(String.join("\n", block.lines)));
	}

	private static Set<String> codeSpans(String text) {
		Set<String> spans = new TreeSet<>();
		Matcher code = CODE_SPAN.matcher(text);
		while (code.find()) {
			spans.add(code.group());
		}
		return spans;
	}

	private static List<Block> blocks(Path page) throws IOException {
		List<Block> blocks = new ArrayList<>();
		Block last = null;
		for (String line : Files.readAllLines(page)) {
			if (last != null && last.kind == Kind.CODE) {
				last.lines.add(line);
				last = line.equals("```") ? null : last;
			}
			else if (line.isBlank()) {
				last = null;
			}
			else if (last != null && last.isContinuedBy(line)) {
				last.lines.add(line);
			}
			else {
				last = new Block(Kind.of(line), new ArrayList<>(List.of(line)));
				blocks.add(last);
			}
		}
		return blocks;
	}

	private enum Kind {

		HEADING("#"), CODE("```"), TABLE("|"), LIST("- "), PARAGRAPH("");

		private final String prefix;

		Kind(String prefix) {
			this.prefix = prefix;
		}

		static Kind of(String line) {
			return IntStream.range(0, values().length)
				.mapToObj((i) -> values()[i])
				.filter((kind) -> line.startsWith(kind.prefix))
				.findFirst()
				.orElseThrow();
		}

	}

	private record Block(Kind kind, List<String> lines) {

		boolean isContinuedBy(String line) {
			Kind next = Kind.of(line);
			return switch (this.kind) {
				case PARAGRAPH -> next == Kind.PARAGRAPH;
				case LIST -> next == Kind.PARAGRAPH || next == Kind.LIST;
				case TABLE -> next == Kind.TABLE;
				case HEADING, CODE -> false;
			};
		}

		/**
		 * Return the kind, and the level of a heading, the items of a list, or the rows
		 * and columns of a table.
		 */
		String shape() {
			return this.kind + switch (this.kind) {
				case HEADING -> " " + this.lines.get(0).replaceAll("[^#].*", "");
				case LIST -> " " + this.lines.stream().filter((line) -> line.startsWith(Kind.LIST.prefix)).count();
				case TABLE -> " " + this.lines.size() + " "
						+ this.lines.stream().map((row) -> row.split("\\|", -1).length).toList();
				case CODE, PARAGRAPH -> "";
			};
		}

	}

}
