package io.feishuinterviews.web.problem;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpMethod;
import org.springframework.stereotype.Component;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * The allowed methods of a path: the value of {@code Allow} in a response with 405 (RFC
 * 9110, section 10.2.1).
 */
@Component
class AllowedMethods {

	private final ObjectProvider<HandlerMapping> mappings;

	AllowedMethods(ObjectProvider<HandlerMapping> mappings) {
		this.mappings = mappings;
	}

	/**
	 * Return the methods of a path with its implied ones: HEAD with GET, and OPTIONS.
	 * @param mapped the methods that have a handler
	 * @return these, and those that Spring MVC handles by itself
	 */
	static Set<HttpMethod> withImplied(Collection<HttpMethod> mapped) {
		Set<HttpMethod> allowed = new LinkedHashSet<>();
		if (mapped.contains(HttpMethod.GET)) {
			allowed.add(HttpMethod.GET);
			allowed.add(HttpMethod.HEAD);
		}
		allowed.addAll(mapped);
		allowed.add(HttpMethod.OPTIONS);
		return allowed;
	}

	/**
	 * Return the allowed methods of a request that was rejected before Spring MVC.
	 * @param request a request with a method that no handler has
	 * @return the methods of its path
	 */
	Set<HttpMethod> of(HttpServletRequest request) {
		ServletRequestPathUtils.parseAndCache(request);
		try {
			for (HandlerMapping mapping : this.mappings.orderedStream().toList()) {
				if (mapping.getHandler(request) != null) {
					// a file or a page
					break;
				}
			}
		}
		catch (HttpRequestMethodNotSupportedException ex) {
			return withImplied(Objects.requireNonNullElse(ex.getSupportedHttpMethods(), Set.of()));
		}
		catch (Exception ex) {
			// nothing is there
		}
		finally {
			ServletRequestPathUtils.clearParsedRequestPath(request);
		}
		return withImplied(Set.of(HttpMethod.GET));
	}

}
