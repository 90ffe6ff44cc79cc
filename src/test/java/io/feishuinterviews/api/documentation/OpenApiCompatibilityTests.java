package io.feishuinterviews.api.documentation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.config.YamlMapFactoryBean;
import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The OpenAPI document beside that of the last release. What docs/api.md promises is that
 * all of the released document is still there, except for texts and examples, and that
 * requests need nothing more. Libraries for such comparisons allow that a response loses
 * an optional field.
 */
class OpenApiCompatibilityTests {

	private static final Set<String> PROSE = Set.of("title", "summary", "description", "example", "examples", "info",
			"tags", "servers", "externalDocs", "default");

	private final Map<String, Object> released = parse("openapi-released.yaml");

	private final List<String> broken = new ArrayList<>();

	@BeforeEach
	void compareTheReleasedDocumentWithItself() {
		compare("", this.released, this.released);
		assertThat(this.broken).isEmpty();
	}

	@Test
	void currentDocumentKeepsWhatTheLastReleasePromised() {
		compare("", this.released, parse("openapi.yaml"));
		assertThat(this.broken).as("changes that break clients").isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "/paths/~talents~{talentId}~interviews | gone",
			"/components/schemas/Interview/properties/stageId | gone",
			"/components/schemas/Interview/properties/beginTime/format | gone",
			"/components/schemas/Problem/properties/code/type | integer",
			"/components/parameters/UserIdType/schema/enum | open_id", "/components/parameters/UserIdType/in | header",
			"/components/parameters/UserIdType/required | true",
			"/components/schemas/Interview/properties/interviewType/x-extensible-enum | VIDEO",
			"/components/schemas/BatchResult/required | talentId" })
	@SuppressWarnings("unchecked")
	void breakingChangeIsFound(String pointer, String change) {
		Map<String, Object> changed = parse("openapi-released.yaml");
		String[] path = pointer.substring(1).split("/");
		Map<String, Object> parent = changed;
		for (String name : List.of(path).subList(0, path.length - 1)) {
			parent = (Map<String, Object>) Objects.requireNonNull(parent.get(name.replace('~', '/')), name);
		}
		String last = path[path.length - 1].replace('~', '/');
		Object before = parent.get(last);
		if (change.equals("gone")) {
			assertThat(parent.remove(last)).isNotNull();
		}
		else {
			parent.put(last,
					(before instanceof List<?>) ? List.of(change) : change.equals("true") ? (Object) true : change);
		}
		compare("", this.released, changed);
		assertThat(this.broken).singleElement().asString().contains(last);
	}

	private void compare(String where, @Nullable Object released, @Nullable Object current) {
		if (released instanceof Map<?, ?> before && current instanceof Map<?, ?> now) {
			before.forEach((key, value) -> {
				if (!PROSE.contains(String.valueOf(key)) || where.endsWith("/properties")) {
					compare(where + "/" + key, value, now.get(key));
				}
			});
			if (before.containsKey("in") && !Boolean.TRUE.equals(before.get("required"))
					&& Boolean.TRUE.equals(now.get("required"))) {
				this.broken.add(where + "/required: a parameter becomes required");
			}
		}
		else if (released instanceof List<?> before && !before.isEmpty() && before.get(0) instanceof Map
				&& current instanceof List<?> now) {
			compare(where, byName(before), byName(now));
		}
		else if (released instanceof List<?> before && current instanceof List<?> now) {
			List<Object> missing = new ArrayList<>(before);
			missing.removeAll(now);
			if (!missing.isEmpty()) {
				this.broken.add("%s: no longer contains %s".formatted(where, missing));
			}
		}
		else if (!Objects.equals(released, current)) {
			this.broken.add("%s: was %s, is %s".formatted(where, shorten(released), shorten(current)));
		}
	}

	/**
	 * Return a list of parameters or other objects by their names, since their order
	 * means nothing.
	 */
	private static Map<Object, Object> byName(List<?> objects) {
		Map<Object, Object> named = new LinkedHashMap<>();
		for (Object each : objects) {
			Map<?, ?> object = (Map<?, ?>) each;
			Object name = object.containsKey("$ref") ? object.get("$ref") : object.get("name");
			named.put((name != null) ? name : object.keySet(), object);
		}
		return named;
	}

	private static @Nullable Object shorten(@Nullable Object value) {
		return (value instanceof Map || value instanceof Collection) ? "there" : value;
	}

	private static Map<String, Object> parse(String name) {
		YamlMapFactoryBean yaml = new YamlMapFactoryBean();
		yaml.setResources(new ClassPathResource(name));
		return new LinkedHashMap<>(Objects.requireNonNull(yaml.getObject()));
	}

}
