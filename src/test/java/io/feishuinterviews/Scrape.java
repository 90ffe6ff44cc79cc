package io.feishuinterviews;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Prometheus reads.
 *
 * @param samples the values at one time
 */
public record Scrape(List<Sample> samples) {

	private static final Pattern LINE = Pattern.compile("(?m)^([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)$");

	private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

	public static Scrape of(String text) {
		return new Scrape(LINE.matcher(text).results().map(Sample::of).toList());
	}

	/**
	 * Return the sum of all samples of a metric with these labels.
	 * @param name the metric
	 * @param labels names and values in turn
	 */
	public double sum(String name, String... labels) {
		return this.samples.stream()
			.filter((sample) -> sample.name().equals(name) && sample.has(labels))
			.mapToDouble(Sample::value)
			.sum();
	}

	/**
	 * One value.
	 *
	 * @param name the metric
	 * @param labels its labels
	 * @param value the value
	 */
	public record Sample(String name, Map<String, String> labels, double value) {

		private static Sample of(MatchResult line) {
			Map<String, String> labels = new LinkedHashMap<>();
			if (line.group(2) != null) {
				Matcher label = LABEL.matcher(line.group(2));
				while (label.find()) {
					labels.put(label.group(1), label.group(2));
				}
			}
			return new Sample(line.group(1), labels, Double.parseDouble(line.group(3).replace("Inf", "Infinity")));
		}

		private boolean has(String... labels) {
			for (int i = 0; i < labels.length; i += 2) {
				if (!labels[i + 1].equals(this.labels.get(labels[i]))) {
					return false;
				}
			}
			return true;
		}

	}

}
