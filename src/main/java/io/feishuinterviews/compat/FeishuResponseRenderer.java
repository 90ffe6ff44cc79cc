package io.feishuinterviews.compat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import io.feishuinterviews.cache.Kept;
import io.feishuinterviews.interview.DataMasking;
import io.feishuinterviews.representation.RenderingLimit;
import io.feishuinterviews.representation.Representation;
import io.feishuinterviews.representation.RepresentationKey;

import org.springframework.stereotype.Component;

/**
 * Makes documents such as Feishu sends, each once: its {@code data} as received, in an
 * envelope.
 */
@Component
class FeishuResponseRenderer {

	private final DataMasking masking;

	private final RenderingLimit limit;

	FeishuResponseRenderer(DataMasking masking, RenderingLimit limit) {
		this.masking = masking;
		this.limit = limit;
	}

	/**
	 * Return a talent's interviews as Feishu has them.
	 * @param kept the snapshot
	 * @param variant which of its representations; the language does not matter
	 * @return the document
	 */
	Representation of(Kept kept, RepresentationKey variant) {
		boolean gzip = Representation.isKeptCompressed(kept.snapshot(), variant.gzip());
		return kept.derive(Representation.class, new Form(variant.contact(), gzip),
				(snapshot) -> this.limit.render(snapshot,
						(same) -> new Representation(
								envelope(variant.contact() ? same.data() : this.masking.masked(same.data())), 0,
								gzip)));
	}

	/**
	 * Return the entity tag of a document.
	 * @param document the document
	 * @param variant how it is sent
	 * @return the tag, quotes included
	 */
	static String etag(Representation document, RepresentationKey variant) {
		return '"' + document.tag() + "-feishu" + (variant.contact() ? "-contact" : "")
				+ (variant.gzip() ? "-gzip\"" : "\"");
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

	/**
	 * Which of the documents.
	 *
	 * @param contact whether contacts' numbers are there in full
	 * @param gzip whether it is compressed
	 */
	private record Form(boolean contact, boolean gzip) {

	}

}
