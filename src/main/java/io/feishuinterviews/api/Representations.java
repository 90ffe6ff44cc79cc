package io.feishuinterviews.api;

import io.feishuinterviews.cache.Kept;

import org.springframework.stereotype.Component;

/**
 * Makes representations of snapshots, each once.
 */
@Component
class Representations {

	private final InterviewsJson json;

	Representations(InterviewsJson json) {
		this.json = json;
	}

	/**
	 * Return a talent's interviews in a language.
	 * @param talentId the talent's ID
	 * @param kept the snapshot
	 * @param variant which of its representations
	 * @return the representation
	 */
	Representation of(String talentId, Kept kept, Variant variant) {
		return kept.derive(Representation.class, variant, (snapshot) -> new Representation(variant,
				this.json.write(new TalentInterviews(talentId, snapshot.interviews()), variant)));
	}

}
