package io.feishuinterviews.feishu.response;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * Replaces a {@code Content-Type} that Spring cannot parse, such as one that is repeated
 * in one line or names a charset that does not exist. WebClient would not read the body.
 */
public final class ReadableContentType {

	private ReadableContentType() {
	}

	/**
	 * Replace the content type of a response if it cannot be parsed.
	 * @param response the response
	 * @return the response, with a content type that can be parsed, or none
	 */
	public static ClientResponse in(ClientResponse response) {
		try {
			response.headers().contentType();
			return response;
		}
		catch (InvalidMediaTypeException ex) {
			boolean html = isHtml(response.headers().asHttpHeaders().getFirst(HttpHeaders.CONTENT_TYPE));
			return response.mutate()
				.headers((headers) -> headers.setContentType(html ? MediaType.TEXT_HTML : MediaType.APPLICATION_JSON))
				.build();
		}
	}

	/**
	 * Whether a response calls itself HTML. Any other {@code Content-Type}, readable or
	 * not, may be JSON.
	 * @param contentType the {@code Content-Type}
	 * @return whether it is HTML
	 */
	static boolean isHtml(@Nullable String contentType) {
		String type = (contentType != null) ? contentType.split("[;,]", 2)[0].strip().toLowerCase(Locale.ROOT) : "";
		return type.equals("text/html") || type.equals("application/xhtml+xml");
	}

}
