package io.feishuinterviews.api.documentation;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.feishuinterviews.interview.Language;
import io.feishuinterviews.representation.Body;
import io.feishuinterviews.representation.Representation;
import io.feishuinterviews.representation.RepresentationKey;
import io.feishuinterviews.web.RepresentationResponses;
import io.feishuinterviews.web.preferences.RequestPreferences;
import jakarta.servlet.http.HttpServletRequest;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Returns the texts of all labels in one language. They change only with the version of
 * the service.
 */
@Controller
public class LabelsController {

	/**
	 * The path of the labels.
	 */
	public static final String PATH = "/labels";

	private static final Duration FRESH_FOR = Duration.ofDays(1);

	private final Map<RepresentationKey, Representation> representations = new HashMap<>();

	private final RepresentationResponses responses;

	LabelsController(JsonMapper json, RepresentationResponses responses) {
		this.responses = responses;
		for (Language language : Language.values()) {
			byte[] content = json.writeValueAsBytes(Labels.read(language));
			this.representations.put(key(language, false), new Representation(content, 0, false));
			this.representations.put(key(language, true), new Representation(content, 0, true));
		}
	}

	@GetMapping(path = PATH, produces = MediaType.APPLICATION_JSON_VALUE)
	ResponseEntity<Body> labels(HttpServletRequest request) {
		RequestPreferences preferences = RequestPreferences.of(request);
		RepresentationKey key = key(preferences.language(), preferences.gzip());
		return this.responses.ofPublic(Objects.requireNonNull(this.representations.get(key)), key, FRESH_FOR,
				preferences);
	}

	private static RepresentationKey key(Language language, boolean gzip) {
		return new RepresentationKey(language.tag(), false, gzip);
	}

}
