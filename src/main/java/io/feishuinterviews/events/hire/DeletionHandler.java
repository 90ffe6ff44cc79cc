package io.feishuinterviews.events.hire;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.feishuinterviews.cache.CacheChanges;
import io.feishuinterviews.cache.shared.Change.Kind;
import io.feishuinterviews.events.EventEffect;
import io.feishuinterviews.events.EventHandler;
import io.feishuinterviews.events.FeishuEvent;
import io.feishuinterviews.interview.Talent;

/**
 * Removes what is cached of a talent that was deleted, or that had an application which
 * was.
 */
class DeletionHandler implements EventHandler {

	private static final String TALENT_DELETED = "hire.talent.deleted_v1";

	private static final String APPLICATIONS_DELETED = "hire.application.deleted_v1";

	private final CacheChanges cache;

	private final EventSubjects subjects;

	DeletionHandler(CacheChanges cache, EventSubjects subjects) {
		this.cache = cache;
		this.subjects = subjects;
	}

	@Override
	public Set<String> types() {
		return Set.of(TALENT_DELETED, APPLICATIONS_DELETED);
	}

	@Override
	public EventEffect handle(FeishuEvent event) {
		Set<Talent> talents = new HashSet<>();
		if (event.type().equals(TALENT_DELETED)) {
			this.subjects.talent(event).ifPresent((talent) -> {
				this.cache.apply(talent, Kind.DELETED);
				talents.add(talent);
			});
		}
		else {
			this.subjects.applications(event)
				.forEach((application) -> this.cache.apply(application, Kind.DELETED).ifPresent(talents::addAll));
		}
		return effect(EventEffect.Action.PURGED, talents);
	}

	static EventEffect effect(EventEffect.Action action, Set<Talent> talents) {
		List<String> ids = talents.stream().map(Talent::id).sorted().toList();
		return ids.isEmpty() ? EventEffect.NONE : new EventEffect(action, ids);
	}

}
