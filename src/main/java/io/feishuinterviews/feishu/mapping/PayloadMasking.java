package io.feishuinterviews.feishu.mapping;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;

import io.feishuinterviews.feishu.json.FeishuJson;
import io.feishuinterviews.feishu.json.JsonBytes;
import io.feishuinterviews.feishu.json.PayloadSchema;
import io.feishuinterviews.feishu.json.ScalarType;
import io.feishuinterviews.feishu.json.WellFormedText;
import io.feishuinterviews.interview.DataMasking;
import io.feishuinterviews.interview.MobileNumber;
import io.feishuinterviews.interview.MobileNumbers;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Passes on the documented fields of Feishu's {@code data}, byte for byte. Fields that
 * are not documented, and values of another type than documented, are left out, since
 * they may hold anything. Contacts' numbers are masked, in other texts too.
 * <p>
 * Takes time in proportion to the size of the JSON, which need not be valid UTF-8.
 */
public final class PayloadMasking implements DataMasking {

	private static final String CONTACT_MOBILE = "contact_mobile";

	private static final byte[] NOTHING = {};

	private static final byte[] COMMA = { ',' };

	private static final JsonMapper JSON = new JsonMapper();

	@Override
	public byte[] masked(byte[] data) {
		if (data.length == 0) {
			return data;
		}
		MobileNumbers numbers = new MobileNumbers(numbers(data));
		try (JsonParser parser = JsonBytes.parser(data)) {
			Pass pass = new Pass(data, parser, numbers);
			parser.nextToken();
			return pass.value(FeishuJson.schemaOfTalent(), "data") ? pass.edits.applyTo(data) : NOTHING;
		}
	}

	/**
	 * Find contacts' numbers, also where they are not documented to be.
	 */
	private static Set<String> numbers(byte[] data) {
		Set<String> numbers = new LinkedHashSet<>();
		try (JsonParser parser = JsonBytes.parser(data)) {
			while (parser.nextToken() != null) {
				if (parser.hasToken(JsonToken.PROPERTY_NAME) && parser.currentName().equals(CONTACT_MOBILE)
						&& parser.nextToken().isScalarValue()) {
					int start = (int) parser.currentTokenLocation().getCharOffset();
					numbers.add(text(data, start, JsonBytes.endOfValue(parser)));
				}
			}
		}
		return numbers;
	}

	/**
	 * Return the text of a scalar.
	 */
	private static String text(byte[] data, int start, int end) {
		boolean quoted = data[start] == '"';
		String raw = new String(data, start, end - start, StandardCharsets.UTF_8);
		if (!quoted) {
			return raw;
		}
		return (raw.indexOf('\\') < 0) ? raw.substring(1, raw.length() - 1)
				: WellFormedText.of(JSON.readValue(raw, String.class));
	}

	/**
	 * One pass over the JSON. Gathers what to replace, in order.
	 */
	private static final class Pass {

		private final byte[] data;

		private final JsonParser parser;

		private final MobileNumbers numbers;

		private final ByteEdits edits = new ByteEdits();

		private Pass(byte[] data, JsonParser parser, MobileNumbers numbers) {
			this.data = data;
			this.parser = parser;
			this.numbers = numbers;
		}

		/**
		 * Pass the current value on if it is of the documented type.
		 * @return whether it is
		 */
		private boolean value(PayloadSchema schema, String name) {
			ScalarType scalar = schema.scalar();
			PayloadSchema element = schema.element();
			JsonToken token = this.parser.currentToken();
			if (token == JsonToken.VALUE_NULL) {
				return true;
			}
			if (scalar != null && scalar.read(this.parser) != null) {
				return scalar(name);
			}
			if (scalar == null && token == ((element != null) ? JsonToken.START_ARRAY : JsonToken.START_OBJECT)) {
				members(schema, name);
				return true;
			}
			this.parser.skipChildren();
			return false;
		}

		/**
		 * Pass a scalar on, masked if need be. What can be masked is a string: a number
		 * with a contact's number in it is left out.
		 */
		private boolean scalar(String name) {
			int start = start();
			int end = JsonBytes.endOfValue(this.parser);
			String text = text(this.data, start, end);
			String masked = name.equals(CONTACT_MOBILE) ? new MobileNumber(text).masked() : this.numbers.maskedIn(text);
			if (masked.equals(text)) {
				return true;
			}
			if (this.data[start] != '"') {
				return false;
			}
			this.edits.replace(start, end, JSON.writeValueAsBytes(masked));
			return true;
		}

		/**
		 * Pass on the members of an object or a list. One that is left out goes with what
		 * is between it and its neighbours.
		 */
		private void members(PayloadSchema parent, String name) {
			int keptUntil = (int) this.parser.currentLocation().getCharOffset();
			boolean first = true;
			boolean gap = false;
			for (JsonToken token = this.parser.nextToken(); !token.isStructEnd(); token = this.parser.nextToken()) {
				int start = start();
				PayloadSchema schema = parent.element();
				String field = name;
				if (token == JsonToken.PROPERTY_NAME) {
					field = this.parser.currentName();
					PayloadSchema.Field documented = parent.field(field);
					schema = (documented != null) ? documented.schema() : null;
					this.parser.nextToken();
				}
				int edits = this.edits.size();
				if (gap) {
					this.edits.replace(keptUntil, start, first ? NOTHING : COMMA);
				}
				if (schema != null && value(schema, field)) {
					keptUntil = JsonBytes.endOfValue(this.parser);
					first = false;
					gap = false;
				}
				else {
					this.parser.skipChildren();
					this.edits.undoAfter(edits);
					gap = true;
				}
			}
			if (gap) {
				this.edits.replace(keptUntil, start(), NOTHING);
			}
		}

		private int start() {
			return (int) this.parser.currentTokenLocation().getCharOffset();
		}

	}

}
