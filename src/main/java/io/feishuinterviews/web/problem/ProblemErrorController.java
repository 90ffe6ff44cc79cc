package io.feishuinterviews.web.problem;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.tomcat.util.http.InvalidParameterException;

import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

/**
 * Returns a problem for a request that a filter rejected, instead of Spring Boot's error
 * page.
 */
@RestController
class ProblemErrorController implements ErrorController {

	@RequestMapping("${spring.web.error.path:/error}")
	ResponseEntity<ProblemDetail> error(HttpServletRequest request) {
		Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
		// without a status, a client requested this path directly
		ProblemType type = ProblemType.of(HttpStatusCode.valueOf((status instanceof Integer code) ? code : 404));
		Problem problem = (request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof InvalidParameterException)
				? Problem.invalidRequest(List.of(MalformedRequest.query())) : Problem.of(type);
		if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String path) {
			// the context path as the client sees it, behind a proxy that has another
			String instance = request.getContextPath()
					+ path.substring(request.getServletContext().getContextPath().length());
			problem.setInstance(URI.create(
					UriUtils.encodePath(UriUtils.decode(instance, StandardCharsets.UTF_8), StandardCharsets.UTF_8)));
		}
		return ResponseEntity.status(type.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
	}

}
