package io.feishuinterviews.feishu.json;

import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonAlias;
import org.jspecify.annotations.Nullable;

/**
 * The documented type at one path of Feishu's JSON: an object, a list or a scalar. It is
 * derived from the components of a payload record.
 */
public final class PayloadSchema {

	private final String path;

	private final @Nullable ScalarType scalar;

	private final @Nullable PayloadSchema element;

	private final @Nullable Constructor<?> constructor;

	private final Map<String, Field> fields;

	private PayloadSchema(String path, @Nullable ScalarType scalar, @Nullable PayloadSchema element,
			@Nullable Constructor<?> constructor, Map<String, Field> fields) {
		this.path = path;
		this.scalar = scalar;
		this.element = element;
		this.constructor = constructor;
		this.fields = fields;
	}

	/**
	 * Derive the schema of a whole payload.
	 * @param type the payload record
	 * @param path the path of the payload itself
	 * @param prefix what the paths of its fields begin with
	 * @return the schema
	 */
	static PayloadSchema of(Class<? extends Record> type, String path, String prefix) {
		return object(type, path, prefix);
	}

	private static PayloadSchema object(Class<?> type, String path, String prefix) {
		RecordComponent[] components = type.getRecordComponents();
		Map<String, Field> fields = new HashMap<>();
		for (int i = 0; i < components.length; i++) {
			String name = snakeCase(components[i].getName());
			Field field = new Field(i, of(components[i].getGenericType(), prefix + name));
			fields.put(name, field);
			JsonAlias alias = components[i].getAccessor().getAnnotation(JsonAlias.class);
			for (String other : (alias != null) ? alias.value() : new String[0]) {
				fields.put(other, field);
			}
		}
		try {
			Constructor<?> constructor = type.getDeclaredConstructor(
					Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
			return new PayloadSchema(path, null, null, constructor, fields);
		}
		catch (NoSuchMethodException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static PayloadSchema of(Type type, String path) {
		if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
			return new PayloadSchema(path, null, of(list.getActualTypeArguments()[0], path), null, Map.of());
		}
		Class<?> javaType = (Class<?>) type;
		return (javaType.isRecord() && javaType != ScalarType.CODE.javaType()) ? object(javaType, path, path + ".")
				: new PayloadSchema(path, ScalarType.of(javaType), null, null, Map.of());
	}

	private static String snakeCase(String name) {
		return name.replaceAll("[A-Z]", "_$0").toLowerCase(Locale.ROOT);
	}

	/**
	 * Return the path: field names, separated by dots, without indexes.
	 * @return the path
	 */
	String path() {
		return this.path;
	}

	/**
	 * Return the type of a scalar.
	 * @return the type, {@code null} for an object or a list
	 */
	public @Nullable ScalarType scalar() {
		return this.scalar;
	}

	/**
	 * Return the schema of a list's elements.
	 * @return the schema, {@code null} for an object or a scalar
	 */
	public @Nullable PayloadSchema element() {
		return this.element;
	}

	/**
	 * Return a field of an object.
	 * @param name the name in Feishu's JSON
	 * @return the field, {@code null} if it is not documented
	 */
	public @Nullable Field field(String name) {
		return this.fields.get(name);
	}

	/**
	 * Return a place for the values of an object's fields, by index.
	 * @return an empty place for each
	 */
	@Nullable Object[] noValues() {
		return new Object[constructor().getParameterCount()];
	}

	/**
	 * Create the payload record of an object.
	 * @param values the values of its fields, by index
	 * @return the record
	 */
	Object create(@Nullable Object[] values) {
		try {
			return constructor().newInstance(values);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private Constructor<?> constructor() {
		if (this.constructor == null) {
			throw new IllegalStateException(this.path + " is no object");
		}
		return this.constructor;
	}

	/**
	 * A documented field of an object.
	 *
	 * @param index the index of the record component
	 * @param schema the type of the field
	 */
	public record Field(int index, PayloadSchema schema) {

	}

}
