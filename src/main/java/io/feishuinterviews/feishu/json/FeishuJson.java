package io.feishuinterviews.feishu.json;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
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
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads Feishu's JSON. Values of undocumented types are absent; only what is not JSON is
 * a {@link tools.jackson.core.JacksonException}.
 * <p>
 * JSON is UTF-8 (RFC 8259 section 8.1), but some texts are cut in the middle of a
 * character. Structure is therefore read as ISO 8859-1, in which one character is one
 * byte and all of JSON's own characters are the same, and values as UTF-8 with U+FFFD in
 * the place of what is not.
 */
public final class FeishuJson {

	private static final byte[] NOTHING = {};

	private static final byte[] BYTE_ORDER_MARK = { (byte) 0xEF, (byte) 0xBB, (byte) 0xBF };

	private static final JsonMapper MAPPER = new JsonMapper(JsonFactory.builder()
		// the size of the whole body bounds these
		.streamReadConstraints(StreamReadConstraints.builder()
			.maxNumberLength(Integer.MAX_VALUE)
			.maxStringLength(Integer.MAX_VALUE)
			.maxNameLength(Integer.MAX_VALUE)
			.maxNestingDepth(10_000)
			.build())
		.build());

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
	 * Parse JSON by its bytes: a character offset of the parser is a byte offset.
	 * @param bytes the JSON, without a byte order mark
	 * @return a parser
	 */
	public static JsonParser parserOfBytes(byte[] bytes) {
		return parser(bytes, 0, StandardCharsets.ISO_8859_1);
	}

	/**
	 * Return where the value at which a parser is ends, and move the parser there.
	 * @param parser a parser at the first token of a value
	 * @return the offset after the last character of the value
	 */
	public static int endOfValue(JsonParser parser) {
		parser.skipChildren();
		// a string is read when it is asked for
		parser.finishToken();
		return (int) parser.currentLocation().getCharOffset();
	}

	/**
	 * Read a response to a token request.
	 * @param body the body
	 * @return its fields
	 */
	public TokenPayload token(byte[] body) {
		Object token = read(body, startOf(body), TOKEN);
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
	 * @return whose application it is, {@code null} if Feishu sent no details
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
		int offset = startOf(body);
		try (JsonParser parser = parser(body, offset, StandardCharsets.ISO_8859_1)) {
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
		try (JsonParser parser = parser(json, 0, StandardCharsets.UTF_8)) {
			parser.nextToken();
			return (String) ScalarType.TEXT.read(parser);
		}
	}

	private @Nullable Object read(byte[] json, int offset, PayloadSchema schema) {
		try (JsonParser parser = parser(json, offset, StandardCharsets.UTF_8)) {
			parser.nextToken();
			return this.reader.read(parser, schema);
		}
	}

	private static byte[] bytesOfValue(JsonParser parser, byte[] body, int offset) {
		int start = offset + (int) parser.currentTokenLocation().getCharOffset();
		return Arrays.copyOfRange(body, start, offset + endOfValue(parser));
	}

	private static JsonParser parser(byte[] bytes, int offset, Charset charset) {
		return MAPPER.createParser(
				new InputStreamReader(new ByteArrayInputStream(bytes, offset, bytes.length - offset), charset));
	}

	private static int startOf(byte[] body) {
		return (body.length >= BYTE_ORDER_MARK.length
				&& Arrays.equals(body, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length))
						? BYTE_ORDER_MARK.length : 0;
	}

}
