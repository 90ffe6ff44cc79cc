package io.feishuinterviews.settings.check;

import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.feishuinterviews.settings.Between;
import io.feishuinterviews.settings.Matches;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.core.ResolvableType;
import org.springframework.util.StringUtils;

/**
 * What the value of a setting may be, according to its annotations and its type. A list
 * has neither empty nor repeated elements.
 */
final class Requirement {

	private final @Nullable Between between;

	private final @Nullable Matches matches;

	private final ResolvableType type;

	Requirement(Bindable<?> setting) {
		this.between = setting.getAnnotation(Between.class);
		this.matches = setting.getAnnotation(Matches.class);
		this.type = setting.getBoxedType();
	}

	/**
	 * Return whether the setting has an annotation.
	 */
	boolean isDeclared() {
		return this.between != null || this.matches != null;
	}

	boolean isMetBy(Object value) {
		if (value instanceof Collection<?> list) {
			boolean empty = list.isEmpty() && this.matches != null && this.matches.required();
			return !empty && list.stream().allMatch((element) -> element != null && isText(element))
					&& new HashSet<>(list).size() == list.size();
		}
		// an empty text counts as no value
		return isWithinBounds(value) && (!StringUtils.hasText(value.toString()) || isText(value));
	}

	private boolean isText(Object value) {
		return this.matches == null || value.toString().matches(this.matches.value());
	}

	@SuppressWarnings("unchecked") // times, sizes and numbers compare to their own type
	private boolean isWithinBounds(Object value) {
		return this.between == null || (((Comparable<Object>) value).compareTo(bound(this.between.min(), value)) >= 0
				&& ((Comparable<Object>) value).compareTo(bound(this.between.max(), value)) <= 0);
	}

	private static Object bound(String text, Object value) {
		return Objects.requireNonNull(ApplicationConversionService.getSharedInstance().convert(text, value.getClass()));
	}

	/**
	 * Return what the value may be.
	 * @return the end of a sentence that begins with "must be"
	 */
	@Override
	public String toString() {
		boolean list = Collection.class.isAssignableFrom(this.type.toClass());
		String one = describe(list ? this.type.getGeneric(0).toClass() : this.type.toClass(), list);
		return list ? one + "; separated by commas, none empty, none twice" : one;
	}

	private String describe(Class<?> element, boolean list) {
		if (this.between != null) {
			return "from " + this.between.min() + " to " + this.between.max();
		}
		if (this.matches != null) {
			return this.matches.description();
		}
		Object[] constants = element.getEnumConstants();
		if (constants == null) {
			return (list ? "a list of values of type " : "a value of type ") + element.getSimpleName();
		}
		String values = Stream.of(constants).map(Object::toString).collect(Collectors.joining(", "));
		return (list ? "a list of these: " : "one of these: ") + values;
	}

}
