package io.feishuinterviews.sdk;

import java.io.ByteArrayOutputStream;

import io.feishuinterviews.interview.MobileNumber;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/**
 * Masks contacts' numbers in Feishu's JSON, and leaves each other byte as it is.
 */
class ContactMobiles {

	private final JsonMapper json = new JsonMapper();

	/**
	 * Return the same JSON without numbers that could be called.
	 * @param data Feishu's JSON, or nothing
	 * @return the same with each {@code contact_mobile} masked
	 */
	byte[] masked(byte[] data) {
		if (data.length == 0) {
			return data;
		}
		ByteArrayOutputStream masked = new ByteArrayOutputStream(data.length);
		int copied = 0;
		try (JsonParser parser = this.json.createParser(data)) {
			while (parser.nextToken() != null) {
				if (parser.currentToken() != JsonToken.PROPERTY_NAME || !parser.currentName().equals("contact_mobile")
						|| parser.nextToken() == JsonToken.VALUE_NULL) {
					continue;
				}
				int start = (int) parser.currentTokenLocation().getByteOffset();
				byte[] value = maskedValue(parser);
				masked.write(data, copied, start - copied);
				masked.writeBytes(value);
				copied = (int) parser.currentLocation().getByteOffset();
			}
		}
		masked.write(data, copied, data.length - copied);
		return masked.toByteArray();
	}

	private byte[] maskedValue(JsonParser parser) {
		if (parser.currentToken().isStructStart()) {
			// where no number is looked for, none can be masked
			parser.skipChildren();
			return this.json.writeValueAsBytes(null);
		}
		return this.json.writeValueAsBytes(new MobileNumber(parser.getString()).masked());
	}

}
