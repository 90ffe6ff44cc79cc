package io.feishuinterviews.api;

import io.feishuinterviews.cache.Kept;
import io.feishuinterviews.interview.InterviewReader;
import io.feishuinterviews.representation.RenderingLimit;
import io.feishuinterviews.representation.Representation;
import io.feishuinterviews.representation.RepresentationKey;

import org.springframework.stereotype.Component;

/**
 * Makes representations of snapshots, each once.
 */
@Component
class Representations {

	private final InterviewReader reader;

	private final InterviewsJson json;

	private final RenderingLimit limit;

	Representations(InterviewReader reader, InterviewsJson json, RenderingLimit limit) {
		this.reader = reader;
		this.json = json;
		this.limit = limit;
	}

	/**
	 * Return a talent's interviews in a language.
	 * @param talentId the talent's ID
	 * @param kept the snapshot
	 * @param variant which of its representations
	 * @return the representation
	 */
	Representation of(String talentId, Kept kept, RepresentationKey variant) {
		boolean gzip = Representation.isKeptCompressed(kept.snapshot(), variant.gzip());
		RepresentationKey key = new RepresentationKey(variant.language(), variant.contact(), gzip);
		return kept.derive(Representation.class, key,
				(snapshot) -> this.limit.render(snapshot,
						(same) -> new Representation(
								this.json.write(new TalentInterviews(talentId, this.reader.read(same.data())), key),
								head(talentId).length(), gzip)));
	}

	/**
	 * Return what a talent's interviews begin with as JSON.
	 * @param talentId the talent's ID
	 * @return the beginning, up to what follows the talent's ID
	 */
	static String head(String talentId) {
		return "{\"talentId\":\"" + talentId + "\",";
	}

}
