package io.feishuinterviews.representation;

import io.feishuinterviews.interview.Language;

/**
 * Which of a snapshot's representations.
 *
 * @param language the language of names
 * @param contact whether contacts' numbers are there in full
 * @param gzip whether it is compressed
 */
public record RepresentationKey(Language language, boolean contact, boolean gzip) {

	/**
	 * Return the entity tag of a representation of this kind.
	 * @param tag what tells its content from other content
	 * @return the tag, quotes included
	 */
	public String etag(String tag) {
		return '"' + tag + '-' + this.language.tag() + (this.contact ? "-contact" : "")
				+ (this.gzip ? "-gzip\"" : "\"");
	}

}
