package io.feishuinterviews.compat;

import java.io.IOException;
import java.util.Map;

import io.feishuinterviews.audit.AuditAttributes;
import io.feishuinterviews.cache.InterviewCache;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.security.caller.CallerTenants;
import io.feishuinterviews.security.caller.ClientId;
import io.feishuinterviews.web.RepresentationResponses;
import io.feishuinterviews.web.preferences.RequestPreferences;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Returns the interviews of a talent in Feishu's format, from the shared cache. Feishu
 * documents this call, so the OpenAPI document omits it.
 */
@Controller
class GetByTalentController {

	private final InterviewCache interviews;

	private final FeishuResponseRenderer renderer;

	private final RepresentationResponses responses;

	private final CallerTenants tenants;

	GetByTalentController(InterviewCache interviews, FeishuResponseRenderer renderer, RepresentationResponses responses,
			CallerTenants tenants) {
		this.interviews = interviews;
		this.renderer = renderer;
		this.responses = responses;
		this.tenants = tenants;
	}

	/**
	 * Return Feishu's response.
	 */
	@GetMapping(FeishuPaths.GET_BY_TALENT)
	Object findByTalent(HttpServletRequest request, HttpServletResponse response) throws IOException {
		LogId.ofRequest(response);
		takeBody(request);
		TalentQuery query = GetByTalentParameters.read(request, this.tenants.current());
		RequestPreferences preferences = RequestPreferences.of(request);
		AuditAttributes.setContact(request, preferences.contact());
		return RepresentationResponses
			.whenDone(this.interviews.findByTalent(query, preferences.directives(), ClientId.of(request))
				.thenApply((result) -> this.responses.of(result, this.renderer.render(result, preferences),
						preferences.key(FeishuResponseRenderer.FORMAT), null, preferences)));
	}

	/**
	 * Take the body that some SDKs send with a GET, if it has come with the headers.
	 * Tomcat closes connections on which one is left.
	 */
	private static void takeBody(HttpServletRequest request) throws IOException {
		ServletInputStream body = request.getInputStream();
		byte[] some = new byte[64];
		while (request.getContentLengthLong() > 0 && body.available() > 0 && body.read(some) >= 0) {
			// the body is ignored
		}
	}

	/**
	 * Return Feishu's response for an invalid parameter.
	 */
	@ExceptionHandler
	ResponseEntity<Map<String, Object>> handleFieldViolation(FieldViolationException ex, HttpServletRequest request,
			HttpServletResponse response) {
		return ResponseEntity.badRequest()
			.cacheControl(CacheControl.noStore())
			.contentType(MediaType.APPLICATION_JSON)
			.body(FeishuErrorBody.of(request, 99992402, "field validation failed", LogId.ofRequest(response),
					Map.of("field_violations", ex.violations())));
	}

}
