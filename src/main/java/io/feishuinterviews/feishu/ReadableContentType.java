package io.feishuinterviews.feishu;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * Replaces a {@code Content-Type} that Spring cannot parse, such as one that is repeated
 * in one line or names a charset that does not exist. WebClient would not read the body.
 */
final class ReadableContentType {

	private ReadableContentType() {
	}

	/**
	 * Replace the content type of a response if it cannot be parsed.
	 * @param response the response
	 * @return the response, with a content type that can be parsed, or none
	 */
	static ClientResponse in(ClientResponse response) {
		try {
			response.headers().contentType();
			return response;
		}
		catch (InvalidMediaTypeException ex) {
			String type = String.valueOf(response.headers().asHttpHeaders().getFirst("Content-Type"));
			boolean html = type.strip().regionMatches(true, 0, "text/html", 0, "text/html".length());
			return response.mutate()
				.headers((headers) -> headers.setContentType(html ? MediaType.TEXT_HTML : MediaType.APPLICATION_JSON))
				.build();
		}
	}

}
