package io.feishuinterviews.api.documentation;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;

import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the OpenAPI document {@code openapi.yaml}: the file itself, and as JSON, which
 * Swagger UI reads; with an overlay, both are merged with it. It has the paths of
 * springdoc's own endpoints, whose configuration is excluded.
 */
@RestController
class OpenApiController {

	private static final Resource DOCUMENT = new ClassPathResource("openapi.yaml");

	private final @Nullable Path overlay;

	private final Supplier<Map<String, Object>> parsed = SingletonSupplier.of(this::parse);

	OpenApiController(DocumentationProperties properties) {
		this.overlay = properties.overlay();
	}

	@GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
	Map<String, Object> json() {
		return this.parsed.get();
	}

	@GetMapping(path = "/v3/api-docs.yaml", produces = "application/vnd.oai.openapi")
	Resource yaml() {
		return (this.overlay != null)
				? new ByteArrayResource(new Yaml().dump(this.parsed.get()).getBytes(StandardCharsets.UTF_8)) : DOCUMENT;
	}

	private Map<String, Object> parse() {
		YamlMapFactoryBean yaml = new YamlMapFactoryBean();
		// merges maps; the values of the last one win
		yaml.setResources((this.overlay != null) ? new Resource[] { DOCUMENT, new FileSystemResource(this.overlay) }
				: new Resource[] { DOCUMENT });
		return Objects.requireNonNull(yaml.getObject());
	}

}
