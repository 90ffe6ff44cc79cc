package io.feishuinterviews.representation;

/**
 * Which of a snapshot's representations (RFC 9110 section 3.2).
 *
 * @param format the format: a language of this service's own API, or Feishu's format
 * @param contact whether contacts' numbers are complete
 * @param gzip whether the representation is compressed
 */
public record RepresentationKey(String format, boolean contact, boolean gzip) {

	/**
	 * Return the entity tag of the representation.
	 * @param tag identifies the content
	 * @return the entity tag, with quotes
	 */
	public String etag(String tag) {
		return '"' + tag + '-' + this.format + (this.contact ? "-contact" : "") + (this.gzip ? "-gzip\"" : "\"");
	}

	/**
	 * Return the key of the same representation in another content coding.
	 * @param compressed whether it is compressed
	 * @return the key
	 */
	public RepresentationKey withGzip(boolean compressed) {
		return new RepresentationKey(this.format, this.contact, compressed);
	}

}
