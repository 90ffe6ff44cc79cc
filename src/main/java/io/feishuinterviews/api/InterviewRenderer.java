package io.feishuinterviews.api;

import io.feishuinterviews.cache.CacheResult;
import io.feishuinterviews.interview.InterviewReader;
import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.representation.RenderingLimit;
import io.feishuinterviews.representation.Representation;
import io.feishuinterviews.representation.RepresentationKey;
import io.feishuinterviews.web.RequestPreferences;

import org.springframework.stereotype.Component;

/**
 * Renders a talent's interviews as JSON, each representation once.
 */
@Component
class InterviewRenderer {

	private final InterviewReader reader;

	private final InterviewsJson json;

	private final RenderingLimit limit;

	InterviewRenderer(InterviewReader reader, InterviewsJson json, RenderingLimit limit) {
		this.reader = reader;
		this.json = json;
		this.limit = limit;
	}

	/**
	 * Return a talent's interviews as a request prefers them.
	 * @param result the snapshot
	 * @param preferences the preferences
	 * @return the representation
	 */
	Representation render(CacheResult result, RequestPreferences preferences) {
		InterviewSnapshot snapshot = result.snapshot();
		boolean gzip = Representation.isKeptCompressed(snapshot, preferences.gzip());
		RepresentationKey key = preferences.key(preferences.language().tag()).withGzip(gzip);
		return result.representation(key, () -> this.limit.render(snapshot, (same) -> {
			String talentId = same.query().talentId();
			TalentInterviews interviews = new TalentInterviews(talentId, this.reader.read(same.data()));
			return new Representation(this.json.write(interviews, preferences.language(), preferences.contact()),
					head(talentId).length(), gzip);
		}));
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
