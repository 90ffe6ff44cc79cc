package io.feishuinterviews.web;

import io.micrometer.common.KeyValues;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.context.annotation.Profile;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.stereotype.Component;

/**
 * Adds {@code Cache-Status} and the request ID to a request's span. Omits the URL, which
 * contains a talent's ID.
 */
@Component
@Profile("tracing")
class RequestObservationConvention extends DefaultServerRequestObservationConvention {

	@Override
	public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
		HttpServletResponse response = context.getResponse();
		if (response == null) {
			return KeyValues.empty();
		}
		return and(and(KeyValues.empty(), "cache.status", response.getHeader(CacheHeaders.CACHE_STATUS)), "request.id",
				response.getHeader(RequestIdFilter.HEADER));
	}

	private static KeyValues and(KeyValues values, String name, @Nullable String value) {
		return (value != null) ? values.and(name, value) : values;
	}

}
