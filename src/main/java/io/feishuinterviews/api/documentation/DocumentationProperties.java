package io.feishuinterviews.api.documentation;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The OpenAPI document as it is served.
 *
 * @param overlay a YAML file that is merged into the OpenAPI document, for example with
 * the operator's contact or with further examples
 */
@ConfigurationProperties("interviews.documentation")
record DocumentationProperties(@Nullable Path overlay) {

	DocumentationProperties {
		if (overlay != null && !isYaml(overlay)) {
			throw new IllegalArgumentException("overlay must be the path of a readable YAML file");
		}
	}

	private static boolean isYaml(Path file) {
		try (Reader content = Files.newBufferedReader(file)) {
			return new Yaml(new SafeConstructor(new LoaderOptions())).load(content) instanceof Map;
		}
		catch (IOException | YAMLException ex) {
			return false;
		}
	}

}
