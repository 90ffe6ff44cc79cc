package io.feishuinterviews.api;

import io.feishuinterviews.interview.Language;

/**
 * Which of a snapshot's representations.
 *
 * @param language the language of names
 * @param contact whether contacts' numbers are there in full
 */
record Variant(Language language, boolean contact) {

	/**
	 * Return the entity tag of a representation of this kind.
	 * @param tag what tells its content from other content
	 * @param gzip whether it is sent compressed
	 * @return the tag, quotes included
	 */
	String etag(String tag, boolean gzip) {
		return '"' + tag + '-' + this.language.tag() + (this.contact ? "-contact" : "") + (gzip ? "-gzip\"" : "\"");
	}

}
