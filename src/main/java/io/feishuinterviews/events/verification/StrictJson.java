package io.feishuinterviews.events.verification;

import io.feishuinterviews.events.verification.RefusedRequestException.Step;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JSON objects. Bytes after the object are refused: an attacker who knows a signed
 * request can append bytes to its body and compute a valid signature (length extension).
 * Repeated names are refused, since two parsers could read different values.
 */
final class StrictJson {

	private static final JsonMapper json = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	private StrictJson() {
	}

	/**
	 * Read an object.
	 * @param bytes the JSON
	 * @param step the step that refuses anything else
	 * @return the object
	 */
	static JsonNode readObject(byte[] bytes, Step step) {
		try {
			JsonNode node = json.readTree(bytes);
			if (node.isObject()) {
				return node;
			}
		}
		catch (JacksonException ex) {
			// the exception quotes the body
		}
		throw new RefusedRequestException(step);
	}

	/**
	 * Return a text.
	 * @param object an object, or a missing node
	 * @param name the name of the text
	 * @param step the step that refuses anything else than a text
	 * @return the text, not empty
	 */
	static String text(JsonNode object, String name, Step step) {
		JsonNode node = object.path(name);
		if (!node.isString() || node.stringValue().isEmpty()) {
			throw new RefusedRequestException(step);
		}
		return node.stringValue();
	}

}
