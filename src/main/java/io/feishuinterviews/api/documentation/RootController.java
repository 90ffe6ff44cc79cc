package io.feishuinterviews.api.documentation;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.view.RedirectView;

/**
 * Redirects from the root to Swagger UI.
 */
@Controller
class RootController {

	@GetMapping("/")
	RedirectView swaggerUi() {
		return new RedirectView("/swagger-ui.html", true);
	}

}
