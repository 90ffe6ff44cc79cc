package io.feishuinterviews.audit;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * The talents of one request, and the outcome for each.
 *
 * @param ids the IDs as sent
 * @param statuses the status of each talent of a batch, {@code null} for other requests
 */
record AccessedTalents(List<String> ids, @Nullable Map<String, Integer> statuses) {

	/**
	 * Methods whose parameters are in the URL only. For others, reading parameters would
	 * read the body.
	 */
	private static final Set<String> METHODS_WITHOUT_BODY = Set.of("GET", "HEAD", "DELETE");

	private static final int OK = 200;

	private static final int NOT_MODIFIED = 304;

	static AccessedTalents of(HttpServletRequest request, List<AuditedTalentsResolver> resolvers) {
		Map<String, Integer> statuses = AuditAttributes.talentStatuses(request);
		if (!METHODS_WITHOUT_BODY.contains(request.getMethod())) {
			return new AccessedTalents(List.of(), statuses);
		}
		try {
			return new AccessedTalents(find(request, resolvers), statuses);
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			// the request is malformed and was rejected
			return new AccessedTalents(List.of(), statuses);
		}
	}

	private static List<String> find(HttpServletRequest request, List<AuditedTalentsResolver> resolvers) {
		// each hit comes here, and a request is of one API only
		for (AuditedTalentsResolver resolver : resolvers) {
			List<String> ids = resolver.resolve(request);
			if (!ids.isEmpty()) {
				return ids;
			}
		}
		return List.of();
	}

	/**
	 * Return how many talents' interviews the client may see.
	 * @param status the status of the response
	 */
	long found(int status) {
		if (status != OK && status != NOT_MODIFIED) {
			return 0;
		}
		return (this.statuses == null) ? this.ids.size()
				: this.statuses.values().stream().filter((each) -> each == OK).count();
	}

	/**
	 * Return how many talents' interviews the response contains.
	 * @param status the status of the response
	 */
	long read(int status) {
		return (status == OK) ? found(status) : 0;
	}

	/**
	 * Return the IDs as they are logged, in a batch each with its status.
	 */
	@Override
	public String toString() {
		return AuditEntry.truncated(this.ids.stream().map(this::describe).collect(Collectors.joining(",")));
	}

	private String describe(String id) {
		// a colon is before a status only
		String encoded = AuditEntry.encoded(id).replace(":", "%3A");
		Integer status = (this.statuses != null) ? this.statuses.get(id) : null;
		return (status != null) ? encoded + ':' + status : encoded;
	}

}
