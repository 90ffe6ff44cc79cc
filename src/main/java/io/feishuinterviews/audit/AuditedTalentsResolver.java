package io.feishuinterviews.audit;

import java.util.List;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Finds the talents that a request names. Each API has one for its own paths. A request
 * may have been rejected before it reached its handler.
 */
@FunctionalInterface
public interface AuditedTalentsResolver {

	/**
	 * Return the talents that a request names.
	 * @param request a {@code GET}, {@code HEAD} or {@code DELETE} request
	 * @return their IDs as sent, each once; empty for requests of other APIs
	 */
	List<String> resolve(HttpServletRequest request);

}
