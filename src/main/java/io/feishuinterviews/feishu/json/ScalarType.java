package io.feishuinterviews.feishu.json;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.regex.Pattern;

import io.feishuinterviews.feishu.payload.NumericCode;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The scalar types of Feishu's JSON. Numbers may be sent as a text of digits. No value is
 * rounded, truncated or converted from another type.
 */
public enum ScalarType {

	/**
	 * A JSON string.
	 */
	TEXT(String.class) {

		@Override
		public @Nullable Object read(JsonParser parser) {
			return parser.hasToken(JsonToken.VALUE_STRING) ? WellFormedText.of(parser.getString()) : null;
		}

	},

	/**
	 * An integer of 32 bits.
	 */
	INTEGER(Integer.class) {

		@Override
		public @Nullable Object read(JsonParser parser) {
			Long value = integer(parser);
			return (value != null && value == value.intValue()) ? value.intValue() : null;
		}

	},

	/**
	 * An integer of 64 bits.
	 */
	LONG(Long.class) {

		@Override
		public @Nullable Object read(JsonParser parser) {
			return integer(parser);
		}

	},

	/**
	 * Milliseconds since 1970, within the years 1 to 9999, which RFC 3339 can express.
	 */
	TIME(Instant.class) {

		@Override
		public @Nullable Object read(JsonParser parser) {
			Long millis = integer(parser);
			return (millis != null && millis >= FIRST_MILLISECOND && millis <= LAST_MILLISECOND)
					? Instant.ofEpochMilli(millis) : null;
		}

	},

	/**
	 * A number that is finite as a {@code double}, with all of its digits.
	 */
	DECIMAL(BigDecimal.class) {

		@Override
		public @Nullable Object read(JsonParser parser) {
			BigDecimal value = number(parser);
			if (value == null) {
				return null;
			}
			if (value.signum() == 0) {
				return (Math.abs(value.scale()) <= MAX_LENGTH) ? value : BigDecimal.ZERO;
			}
			double approximation = value.doubleValue();
			return (Double.isFinite(approximation) && approximation != 0) ? value : null;
		}

	},

	/**
	 * An integer of at most 20 digits, as many as 64 bits hold.
	 */
	CODE(NumericCode.class) {

		@Override
		public @Nullable Object read(JsonParser parser) {
			Long integer = integer(parser);
			if (integer != null) {
				return new NumericCode(integer.toString());
			}
			BigDecimal value = number(parser);
			if (value == null || !isInteger(value, 20)) {
				return null;
			}
			return new NumericCode(value.toBigIntegerExact().toString());
		}

	};

	private static final Pattern NUMBER_AS_TEXT = Pattern.compile("-?[0-9]{1,20}(\\.[0-9]{1,20})?");

	private static final int MAX_LENGTH = 1000;

	/**
	 * An integer with fewer characters has 64 bits or less.
	 */
	private static final int ALWAYS_LONG = 19;

	private static final long FIRST_MILLISECOND = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();

	private static final long LAST_MILLISECOND = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

	private final Class<?> javaType;

	ScalarType(Class<?> javaType) {
		this.javaType = javaType;
	}

	Class<?> javaType() {
		return this.javaType;
	}

	/**
	 * Return the scalar type that a Java type stands for.
	 * @param javaType the type of a record component
	 * @return the scalar type
	 */
	static ScalarType of(Class<?> javaType) {
		for (ScalarType type : values()) {
			if (type.javaType == javaType) {
				return type;
			}
		}
		throw new IllegalArgumentException("No JSON is read as " + javaType);
	}

	/**
	 * Read the current value.
	 * @param parser a parser at a value
	 * @return the value, {@code null} if it is not of this type or does not fit
	 */
	public abstract @Nullable Object read(JsonParser parser);

	private static @Nullable Long integer(JsonParser parser) {
		if (parser.hasToken(JsonToken.VALUE_NUMBER_INT) && parser.getStringLength() < ALWAYS_LONG) {
			return parser.getLongValue();
		}
		BigDecimal value = number(parser);
		try {
			return (value != null && isInteger(value, 19)) ? value.longValueExact() : null;
		}
		catch (ArithmeticException ex) {
			return null;
		}
	}

	/**
	 * Whether a number is an integer of at most so many digits. A huge exponent is never
	 * expanded.
	 */
	private static boolean isInteger(BigDecimal value, int digits) {
		if (value.signum() == 0) {
			return true;
		}
		return value.precision() - value.scale() <= digits && value.stripTrailingZeros().scale() <= 0;
	}

	private static @Nullable BigDecimal number(JsonParser parser) {
		JsonToken token = parser.currentToken();
		if (token == null || !(token.isNumeric() || token == JsonToken.VALUE_STRING)) {
			return null;
		}
		String text = parser.getString();
		if (text.length() > MAX_LENGTH || (!token.isNumeric() && !NUMBER_AS_TEXT.matcher(text).matches())) {
			return null;
		}
		try {
			return new BigDecimal(text);
		}
		catch (NumberFormatException ex) {
			// the exponent is beyond 32 bits
			return null;
		}
	}

}
