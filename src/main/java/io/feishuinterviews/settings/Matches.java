package io.feishuinterviews.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The format of a setting that is a text, or of each element of a list of texts.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Matches {

	/**
	 * A URL's host and port, after {@code ://}.
	 */
	String AUTHORITY = "([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])"
			+ "(:(\\d{1,4}|[1-5]\\d{4}|6[0-4]\\d{3}|65[0-4]\\d{2}|655[0-2]\\d|6553[0-5]))?";

	/**
	 * The regular expression that the whole text matches.
	 * @return the regular expression
	 */
	String value();

	/**
	 * What the setting may be, to complete the sentence "the setting must be …".
	 * @return the description
	 */
	String description();

	/**
	 * Whether a list needs at least one element.
	 * @return whether it needs one
	 */
	boolean required() default false;

}
