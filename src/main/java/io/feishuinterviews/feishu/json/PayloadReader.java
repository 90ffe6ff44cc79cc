package io.feishuinterviews.feishu.json;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads JSON into payload records. A value that is not of the documented type is absent:
 * {@code null} as a field, left out as an element of a list. Fields that are not
 * documented are skipped; of a repeated field the last one counts. Only JSON that is not
 * well-formed is a {@link tools.jackson.core.JacksonException}.
 * <p>
 * The reader recurses as deep as the schema, not as deep as the JSON.
 */
final class PayloadReader {

	private final Consumer<String> oddFields;

	/**
	 * Create a reader.
	 * @param oddFields accepts the path of each value that is not of the documented type
	 */
	PayloadReader(Consumer<String> oddFields) {
		this.oddFields = oddFields;
	}

	/**
	 * Read the current value, whatever it is.
	 * @param parser a parser at the first token of the value, afterwards at its last
	 * @param schema the documented type
	 * @return a record, a list or a scalar; {@code null} if there is none of the
	 * documented type
	 */
	@Nullable Object read(JsonParser parser, PayloadSchema schema) {
		if (parser.hasToken(JsonToken.VALUE_NULL)) {
			return null;
		}
		Object value = valueOf(parser, schema);
		if (value == null) {
			parser.skipChildren();
			this.oddFields.accept(schema.path());
		}
		return value;
	}

	private @Nullable Object valueOf(JsonParser parser, PayloadSchema schema) {
		if (schema.scalar() != null) {
			return schema.scalar().read(parser);
		}
		if (schema.element() != null) {
			return parser.hasToken(JsonToken.START_ARRAY) ? list(parser, schema.element()) : null;
		}
		return parser.hasToken(JsonToken.START_OBJECT) ? object(parser, schema) : null;
	}

	private List<Object> list(JsonParser parser, PayloadSchema schema) {
		List<Object> elements = new ArrayList<>();
		while (parser.nextToken() != JsonToken.END_ARRAY) {
			Object element = read(parser, schema);
			if (element != null) {
				elements.add(element);
			}
		}
		return elements;
	}

	private Object object(JsonParser parser, PayloadSchema schema) {
		@Nullable Object[] values = schema.noValues();
		String name;
		while ((name = parser.nextName()) != null) {
			parser.nextToken();
			PayloadSchema.Field field = schema.field(name);
			if (field == null) {
				parser.skipChildren();
			}
			else {
				values[field.index()] = read(parser, field.schema());
			}
		}
		return schema.create(values);
	}

}
