package io.feishuinterviews.interview;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.ResourceBundleMessageSource;

/**
 * The detail of a failure for callers, in each language: a key of
 * {@code labels_en.properties} and {@code labels_zh.properties}, and what to insert.
 *
 * @param code the key without {@link #PREFIX}
 * @param arguments the values of {@code {0}}, {@code {1}} and so on
 */
public record FailureText(String code, List<String> arguments) implements MessageSourceResolvable {

	/**
	 * The beginning of all keys.
	 */
	public static final String PREFIX = "problem.detail.";

	private static final MessageSource LABELS = labels();

	/**
	 * Create a text.
	 * @param code the key without {@link #PREFIX}
	 * @param arguments the values to insert
	 * @return the text
	 */
	public static FailureText of(String code, Object... arguments) {
		return new FailureText(code, Stream.of(arguments).map(String::valueOf).toList());
	}

	/**
	 * Return the text in English, for logs and for Feishu's SDKs.
	 * @return the text
	 */
	public String english() {
		return LABELS.getMessage(this, Locale.ENGLISH);
	}

	@Override
	public String[] getCodes() {
		return new String[] { PREFIX + this.code };
	}

	@Override
	public Object[] getArguments() {
		return this.arguments.toArray();
	}

	/**
	 * Create a source of all texts of the service.
	 * @return the texts, without a fallback from one language to another
	 */
	public static MessageSource labels() {
		ResourceBundleMessageSource labels = new ResourceBundleMessageSource();
		labels.setBasename("labels");
		labels.setDefaultEncoding(StandardCharsets.UTF_8.name());
		labels.setFallbackToSystemLocale(false);
		return labels;
	}

}
