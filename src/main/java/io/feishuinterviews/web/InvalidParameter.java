package io.feishuinterviews.web;

import io.feishuinterviews.interview.FailureText;

/**
 * A part of a request that is invalid.
 *
 * @param name the name of a parameter or a header, or else {@link #PATH}, {@link #QUERY},
 * {@link #BODY} or {@link #REQUEST}
 * @param text what is wrong with it, and the valid values
 */
public record InvalidParameter(String name, FailureText text) {

	/**
	 * The path.
	 */
	public static final String PATH = "path";

	/**
	 * The query string, or a parameter whose name cannot be repeated.
	 */
	public static final String QUERY = "query";

	/**
	 * The body.
	 */
	public static final String BODY = "body";

	/**
	 * The request, if nothing more is known.
	 */
	public static final String REQUEST = "request";

}
