package io.feishuinterviews.feishu;

import java.util.Arrays;

import io.feishuinterviews.feishu.payload.ErrorPayload;
import io.feishuinterviews.feishu.payload.TalentPayload;
import io.feishuinterviews.feishu.payload.TokenPayload;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads Feishu's JSON: snake case, with fields that nobody has told us of. What cannot be
 * read is a {@link tools.jackson.core.JacksonException}.
 */
final class FeishuJson {

	private static final byte[] NOTHING = {};

	private final JsonMapper mapper = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.build();

	TokenPayload token(byte[] body) {
		return this.mapper.readValue(body, TokenPayload.class);
	}

	/**
	 * Read what {@code data} holds.
	 * @param data the bytes of {@code data}
	 * @return the same as records, {@code null} if Feishu sent none
	 */
	@Nullable TalentPayload talent(byte[] data) {
		return (data.length > 0) ? this.mapper.readValue(data, TalentPayload.class) : null;
	}

	/**
	 * Take an answer out of its envelope, leaving {@code data} as it is. The whole body
	 * is read, so that a truncated one is found out.
	 * @param body the body of the answer
	 * @return the envelope
	 */
	Envelope envelope(byte[] body) {
		Integer code = null;
		String msg = null;
		ErrorPayload error = null;
		byte[] data = NOTHING;
		try (JsonParser parser = this.mapper.createParser(body)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw new StreamReadException(parser, "not a JSON object");
			}
			while (parser.nextToken() != JsonToken.END_OBJECT) {
				String name = parser.currentName();
				JsonToken value = parser.nextToken();
				switch (name) {
					case "code" -> code = parser.readValueAs(Integer.class);
					case "msg" -> {
						msg = value.isScalarValue() ? parser.getValueAsString() : null;
						parser.skipChildren();
					}
					case "error" -> error = parser.readValueAs(ErrorPayload.class);
					case "data" -> data = (value == JsonToken.VALUE_NULL) ? NOTHING : bytesOfValue(parser, body);
					default -> parser.skipChildren();
				}
			}
			if (parser.nextToken() != null) {
				throw new StreamReadException(parser, "more than one JSON value");
			}
		}
		return new Envelope(code, msg, error, data);
	}

	private static byte[] bytesOfValue(JsonParser parser, byte[] body) {
		int start = (int) parser.currentTokenLocation().getByteOffset();
		parser.skipChildren();
		int end = (int) parser.currentLocation().getByteOffset();
		return Arrays.copyOfRange(body, start, end);
	}

}
