package io.feishuinterviews.sdk;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

import io.feishuinterviews.api.Representation;
import io.feishuinterviews.api.Variant;
import io.feishuinterviews.cache.Kept;

import org.springframework.stereotype.Component;

/**
 * Makes documents such as Feishu sends, each once: its {@code data} as received, in an
 * envelope.
 */
@Component
class Documents {

	private final ContactMobiles numbers = new ContactMobiles();

	/**
	 * Return a talent's interviews as Feishu has them.
	 * @param kept the snapshot
	 * @param variant which of its representations; the language does not matter
	 * @return the document
	 */
	Representation of(Kept kept, Variant variant) {
		Form form = new Form(variant.contact(), variant.gzip());
		return kept.derive(Representation.class, form, (snapshot) -> {
			byte[] document = envelope(form.contact() ? snapshot.data() : this.numbers.masked(snapshot.data()));
			return new Representation(document, form.gzip(), form.etag(document));
		});
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

		String etag(byte[] document) {
			return '"' + Representation.tag(document) + "-feishu" + (this.contact ? "-contact" : "")
					+ (this.gzip ? "-gzip\"" : "\"");
		}

	}

}
