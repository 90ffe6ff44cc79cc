package io.feishuinterviews.compat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import io.feishuinterviews.cache.CacheResult;
import io.feishuinterviews.interview.DataMasking;
import io.feishuinterviews.representation.Representation;
import io.feishuinterviews.web.RepresentationRenderer;
import io.feishuinterviews.web.preferences.RequestPreferences;

import org.springframework.stereotype.Component;

/**
 * Renders responses in Feishu's format, each once: Feishu's {@code data} as received, in
 * an envelope.
 */
@Component
class FeishuResponseRenderer {

	/**
	 * Names the format in entity tags.
	 */
	static final String FORMAT = "feishu";

	private final DataMasking masking;

	private final RepresentationRenderer renderer;

	FeishuResponseRenderer(DataMasking masking, RepresentationRenderer renderer) {
		this.masking = masking;
		this.renderer = renderer;
	}

	/**
	 * Return a talent's interviews in Feishu's format.
	 * @param result the snapshot
	 * @param preferences the preferences of the request; the language does not matter
	 * @return the representation
	 */
	Representation render(CacheResult result, RequestPreferences preferences) {
		return this.renderer.render(result, preferences.key(FORMAT), 0,
				(snapshot) -> envelope(preferences.contact() ? snapshot.data() : this.masking.masked(snapshot.data())));
	}

	private static byte[] envelope(byte[] data) {
		ByteArrayOutputStream document = new ByteArrayOutputStream(data.length + 40);
		write(document, "{\"code\":0,\"msg\":\"ok\"");
		if (data.length > 0) {
			write(document, ",\"data\":");
			document.writeBytes(data);
		}
		write(document, "}");
		return document.toByteArray();
	}

	private static void write(ByteArrayOutputStream document, String ascii) {
		document.writeBytes(ascii.getBytes(StandardCharsets.US_ASCII));
	}

}
