package io.feishuinterviews.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The bounds of a setting that is a duration, a size or a number, both inclusive, as
 * settings are written: {@code 0s}, {@code 30d}, {@code 64MB}, {@code 1000}.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Between {

	/**
	 * The smallest value.
	 * @return the value
	 */
	String min();

	/**
	 * The largest value.
	 * @return the value
	 */
	String max();

}
