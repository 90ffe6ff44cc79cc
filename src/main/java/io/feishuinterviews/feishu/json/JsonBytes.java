package io.feishuinterviews.feishu.json;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses the bytes of Feishu's JSON.
 * <p>
 * JSON is UTF-8 (RFC 8259 section 8.1), but some texts are cut in the middle of a
 * character. Structure is therefore read as ISO 8859-1, in which one character is one
 * byte and all of JSON's own characters are the same, and values as UTF-8 with U+FFFD in
 * the place of what is not.
 */
public final class JsonBytes {

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

	private JsonBytes() {
	}

	/**
	 * Parse the structure of JSON: a character offset of the parser is a byte offset.
	 * @param bytes the JSON, without a byte order mark
	 * @return a parser
	 */
	public static JsonParser parser(byte[] bytes) {
		return parser(bytes, 0, StandardCharsets.ISO_8859_1);
	}

	static JsonParser parser(byte[] bytes, int offset, Charset charset) {
		return MAPPER.createParser(
				new InputStreamReader(new ByteArrayInputStream(bytes, offset, bytes.length - offset), charset));
	}

	/**
	 * Return where the value at which a parser is ends, and move the parser there.
	 * @param parser a parser at the first token of a value
	 * @return the offset after the last character of the value
	 */
	public static int endOfValue(JsonParser parser) {
		parser.skipChildren();
		// a string is read only when it is requested
		parser.finishToken();
		return (int) parser.currentLocation().getCharOffset();
	}

	/**
	 * Return where the JSON of a body starts: after the byte order mark, if it has one.
	 */
	static int startOf(byte[] body) {
		return (body.length >= BYTE_ORDER_MARK.length
				&& Arrays.equals(body, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length))
						? BYTE_ORDER_MARK.length : 0;
	}

}
