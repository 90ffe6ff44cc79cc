package io.feishuinterviews.api;

import io.feishuinterviews.cache.Kept;
import io.feishuinterviews.interview.Language;

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
	 * @param language the language
	 * @return the representation
	 */
	Representation of(String talentId, Kept kept, Language language) {
		return kept.derive(Representation.class, language, (snapshot) -> new Representation(language,
				this.json.write(new TalentInterviews(talentId, snapshot.interviews()), language)));
	}

}
