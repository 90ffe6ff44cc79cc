package io.feishuinterviews.feishu.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

import io.feishuinterviews.feishu.payload.ApplicationDetailsPayload;
import io.feishuinterviews.feishu.payload.ErrorPayload;
import io.feishuinterviews.feishu.payload.TalentPayload;
import io.feishuinterviews.feishu.payload.TokenPayload;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads Feishu's JSON. Values of undocumented types are absent; only what is not JSON is
 * a {@link tools.jackson.core.JacksonException}.
 */
public final class FeishuJson {

	private static final byte[] NOTHING = {};

	private static final PayloadSchema TALENT = PayloadSchema.of(TalentPayload.class, "data", "");

	private static final PayloadSchema APPLICATION = PayloadSchema.of(ApplicationDetailsPayload.class, "application",
			"application.");

	private static final PayloadSchema TOKEN = PayloadSchema.of(TokenPayload.class, "token", "");

	private static final PayloadSchema ERROR = PayloadSchema.of(ErrorPayload.class, "error", "error.");

	private final PayloadReader reader;

	/**
	 * Create a reader.
	 * @param oddFields accepts the path of each value that is not of the documented type
	 */
	public FeishuJson(Consumer<String> oddFields) {
		this.reader = new PayloadReader(oddFields);
	}

	/**
	 * Return the schema of {@code data}.
	 * @return the documented fields and their types
	 */
	public static PayloadSchema schemaOfTalent() {
		return TALENT;
	}

	/**
	 * Read a response to a token request.
	 * @param body the body
	 * @return its fields
	 */
	public TokenPayload token(byte[] body) {
		Object token = read(body, JsonBytes.startOf(body), TOKEN);
		return (token instanceof TokenPayload payload) ? payload : new TokenPayload(null, null, null, null, null);
	}

	/**
	 * Read {@code data}.
	 * @param data the bytes of {@code data}
	 * @return the talent, {@code null} if Feishu sent none
	 */
	public @Nullable TalentPayload talent(byte[] data) {
		return (data.length > 0) ? (TalentPayload) read(data, 0, TALENT) : null;
	}

	/**
	 * Read {@code data} of the details of an application.
	 * @param data the bytes of {@code data}
	 * @return the talent of the application, {@code null} if Feishu sent no details
	 */
	public @Nullable ApplicationDetailsPayload application(byte[] data) {
		return (data.length > 0) ? (ApplicationDetailsPayload) read(data, 0, APPLICATION) : null;
	}

	/**
	 * Read a body as far as the envelope. The whole body is parsed, so that a truncated
	 * one is found out.
	 * @param body the body of a response
	 * @return the envelope, with the bytes of {@code data} as they are
	 */
	public Envelope envelope(byte[] body) {
		Long code = null;
		String msg = null;
		ErrorPayload error = null;
		byte[] data = NOTHING;
		int offset = JsonBytes.startOf(body);
		try (JsonParser parser = JsonBytes.parser(body, offset, StandardCharsets.ISO_8859_1)) {
			if (parser.nextToken() != JsonToken.START_OBJECT) {
				throw new StreamReadException(parser, "not a JSON object");
			}
			String name;
			while ((name = parser.nextName()) != null) {
				JsonToken value = parser.nextToken();
				switch (name) {
					case "code" -> {
						code = (Long) ScalarType.LONG.read(parser);
						parser.skipChildren();
					}
					case "msg" -> {
						msg = (value == JsonToken.VALUE_STRING) ? text(bytesOfValue(parser, body, offset)) : null;
						parser.skipChildren();
					}
					// the parser takes bytes for characters, the texts in an error are
					// UTF-8
					case "error" -> error = (ErrorPayload) ((value == JsonToken.START_OBJECT)
							? read(bytesOfValue(parser, body, offset), 0, ERROR) : this.reader.read(parser, ERROR));
					case "data" ->
						data = (value == JsonToken.VALUE_NULL) ? NOTHING : bytesOfValue(parser, body, offset);
					default -> parser.skipChildren();
				}
			}
			if (parser.nextToken() != null) {
				throw new StreamReadException(parser, "more than one JSON value");
			}
		}
		return new Envelope(code, msg, error, data);
	}

	private static @Nullable String text(byte[] json) {
		try (JsonParser parser = JsonBytes.parser(json, 0, StandardCharsets.UTF_8)) {
			parser.nextToken();
			return (String) ScalarType.TEXT.read(parser);
		}
	}

	private @Nullable Object read(byte[] json, int offset, PayloadSchema schema) {
		try (JsonParser parser = JsonBytes.parser(json, offset, StandardCharsets.UTF_8)) {
			parser.nextToken();
			return this.reader.read(parser, schema);
		}
	}

	private static byte[] bytesOfValue(JsonParser parser, byte[] body, int offset) {
		int start = offset + (int) parser.currentTokenLocation().getCharOffset();
		return Arrays.copyOfRange(body, start, offset + JsonBytes.endOfValue(parser));
	}

}
