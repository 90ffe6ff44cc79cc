package io.feishuinterviews.web;

import java.util.List;
import java.util.stream.Collectors;

import io.feishuinterviews.interview.FailureText;

/**
 * The request is invalid.
 */
public class InvalidRequestException extends RuntimeException {

	private final List<InvalidParameter> parameters;

	/**
	 * Create an exception.
	 * @param parameters what is invalid, at least one
	 */
	public InvalidRequestException(List<InvalidParameter> parameters) {
		super(null, null, false, false);
		this.parameters = List.copyOf(parameters);
	}

	/**
	 * Create an exception.
	 * @param parameter the name of what is invalid
	 * @param text what is wrong with it
	 */
	public InvalidRequestException(String parameter, FailureText text) {
		this(List.of(new InvalidParameter(parameter, text)));
	}

	@Override
	public String getMessage() {
		return this.parameters.stream().map((parameter) -> parameter.text().english()).collect(Collectors.joining(" "));
	}

	/**
	 * Return what is invalid.
	 * @return at least one part of the request
	 */
	public List<InvalidParameter> parameters() {
		return this.parameters;
	}

}
