package io.feishuinterviews.api.documentation;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the OpenAPI document {@code openapi.yaml}: the file itself, and as JSON, which
 * Swagger UI reads. It has the paths of springdoc's own endpoints, whose configuration is
 * excluded.
 */
@RestController
class OpenApiController {

	private static final Resource DOCUMENT = new ClassPathResource("openapi.yaml");

	private final Supplier<Map<String, Object>> parsed = SingletonSupplier.of(OpenApiController::parse);

	@GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
	Map<String, Object> json() {
		return this.parsed.get();
	}

	@GetMapping(path = "/v3/api-docs.yaml", produces = "application/vnd.oai.openapi")
	Resource yaml() {
		return DOCUMENT;
	}

	private static Map<String, Object> parse() {
		YamlMapFactoryBean yaml = new YamlMapFactoryBean();
		yaml.setResources(DOCUMENT);
		return Objects.requireNonNull(yaml.getObject());
	}

}
