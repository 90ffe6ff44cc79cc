package io.feishuinterviews.api.documentation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import io.feishuinterviews.interview.Language;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;

/**
 * Reads the texts of labels: one file per language, with keys such as
 * {@code interviewType.VIDEO} and {@code problem.talent-not-found.title}.
 */
final class Labels {

	private static final String PROBLEM = "problem";

	/**
	 * The field under which the titles of problems are listed.
	 */
	private static final String PROBLEM_CODE = "problemCode";

	private static final String TITLE = ".title";

	private Labels() {
	}

	/**
	 * Read the labels.
	 * @param language the language of the texts
	 * @return the texts by field and value
	 */
	static Map<String, Map<String, String>> read(Language language) {
		Map<String, Map<String, String>> labels = new TreeMap<>();
		file(language).forEach((key, text) -> {
			String[] parts = ((String) key).split("\\.", 2);
			if (!parts[0].equals(PROBLEM)) {
				put(labels, parts[0], parts[1], (String) text);
			}
			else if (parts[1].endsWith(TITLE)) {
				put(labels, PROBLEM_CODE, parts[1].substring(0, parts[1].length() - TITLE.length()), (String) text);
			}
		});
		return labels;
	}

	private static void put(Map<String, Map<String, String>> labels, String field, String value, String text) {
		labels.computeIfAbsent(field, (name) -> new TreeMap<>()).put(value, text);
	}

	private static Properties file(Language language) {
		try {
			return PropertiesLoaderUtils.loadProperties(new EncodedResource(
					new ClassPathResource("labels_" + language.tag() + ".properties"), StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
