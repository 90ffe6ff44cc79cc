package io.feishuinterviews.interview;

import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;

/**
 * A value out of a list that grows: a constant, or an undocumented code, which is
 * returned unchanged.
 *
 * @param <E> the values known today
 * @param label the constant's name, or the undocumented code as Feishu sent it
 * @param known the constant, if it is one
 */
public record OpenEnum<E extends Enum<E>>(@JsonValue String label, @Nullable E known) {

	/**
	 * Return a documented value.
	 * @param <E> the values known today
	 * @param constant one of them
	 * @return that value
	 */
	public static <E extends Enum<E>> OpenEnum<E> known(E constant) {
		return new OpenEnum<>(constant.name(), constant);
	}

	/**
	 * Return an undocumented value.
	 * @param <E> the values known today
	 * @param code the code as Feishu sent it
	 * @return a value whose label is the code
	 */
	public static <E extends Enum<E>> OpenEnum<E> undocumented(String code) {
		return new OpenEnum<>(code, null);
	}

}
