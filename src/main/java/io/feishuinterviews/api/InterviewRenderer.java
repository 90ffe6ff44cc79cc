package io.feishuinterviews.api;

import io.feishuinterviews.cache.CacheResult;
import io.feishuinterviews.interview.InterviewReader;
import io.feishuinterviews.representation.Representation;
import io.feishuinterviews.web.RepresentationRenderer;
import io.feishuinterviews.web.preferences.RequestPreferences;

import org.springframework.stereotype.Component;

/**
 * Renders a talent's interviews as JSON, each representation once.
 */
@Component
class InterviewRenderer {

	private final InterviewReader reader;

	private final InterviewsJson json;

	private final RepresentationRenderer renderer;

	InterviewRenderer(InterviewReader reader, InterviewsJson json, RepresentationRenderer renderer) {
		this.reader = reader;
		this.json = json;
		this.renderer = renderer;
	}

	/**
	 * Return a talent's interviews as a request prefers them.
	 * @param result the snapshot
	 * @param preferences the preferences
	 * @return the representation
	 */
	Representation render(CacheResult result, RequestPreferences preferences) {
		String talentId = result.snapshot().query().talent().id();
		return this.renderer.render(result, preferences.key(preferences.language().tag()), head(talentId).length(),
				(snapshot) -> this.json.write(
						new TalentInterviews(talentId, snapshot.content(this.reader).interviews()),
						preferences.language(), preferences.contact()));
	}

	/**
	 * Return the beginning of a talent's interviews as JSON.
	 * @param talentId the talent's ID
	 * @return the JSON up to and including the talent's ID
	 */
	static String head(String talentId) {
		return "{\"talentId\":\"" + talentId + "\",";
	}

}
