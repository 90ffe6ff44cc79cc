package io.feishuinterviews.compat;

import java.util.LinkedHashMap;
import java.util.Map;

import io.feishuinterviews.audit.AuditAttributes;
import jakarta.servlet.http.HttpServletRequest;

/**
 * The envelope of a response with an error, which has no {@code data}.
 */
final class FeishuErrorBody {

	private FeishuErrorBody() {
	}

	/**
	 * Return the error envelope, and set the code for the audit log.
	 * @param request the request
	 * @param code Feishu's code
	 * @param msg the message
	 * @param logId the log ID
	 * @param more further properties of {@code error}
	 * @return the envelope
	 */
	static Map<String, Object> of(HttpServletRequest request, long code, String msg, String logId,
			Map<String, ?> more) {
		AuditAttributes.setResponseCode(request, code);
		Map<String, Object> error = new LinkedHashMap<>();
		error.put("log_id", logId);
		error.putAll(more);
		Map<String, Object> envelope = new LinkedHashMap<>();
		envelope.put("code", code);
		envelope.put("msg", msg);
		envelope.put("error", error);
		return envelope;
	}

}
