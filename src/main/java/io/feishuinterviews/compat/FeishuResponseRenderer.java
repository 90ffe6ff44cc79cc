package io.feishuinterviews.compat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import io.feishuinterviews.cache.CacheResult;
import io.feishuinterviews.interview.DataMasking;
import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.representation.RenderingLimit;
import io.feishuinterviews.representation.Representation;
import io.feishuinterviews.web.RequestPreferences;

import org.springframework.stereotype.Component;

/**
 * Makes documents such as Feishu sends, each once: its {@code data} as received, in an
 * envelope.
 */
@Component
class FeishuResponseRenderer {

	/**
	 * Names the format in entity tags.
	 */
	static final String FORMAT = "feishu";

	private final DataMasking masking;

	private final RenderingLimit limit;

	FeishuResponseRenderer(DataMasking masking, RenderingLimit limit) {
		this.masking = masking;
		this.limit = limit;
	}

	/**
	 * Return a talent's interviews in Feishu's format.
	 * @param result the snapshot
	 * @param preferences the preferences of the request; the language does not matter
	 * @return the representation
	 */
	Representation render(CacheResult result, RequestPreferences preferences) {
		InterviewSnapshot snapshot = result.snapshot();
		boolean gzip = Representation.isKeptCompressed(snapshot, preferences.gzip());
		return result.representation(preferences.key(FORMAT).withGzip(gzip),
				() -> this.limit.render(snapshot,
						(same) -> new Representation(
								envelope(preferences.contact() ? same.data() : this.masking.masked(same.data())), 0,
								gzip)));
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
