package io.feishuinterviews.events.hire;

import java.util.Optional;
import java.util.Set;

import io.feishuinterviews.cache.CacheChanges;
import io.feishuinterviews.cache.shared.Change.Kind;
import io.feishuinterviews.events.EventEffect;
import io.feishuinterviews.events.EventHandler;
import io.feishuinterviews.events.FeishuEvent;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Talent;

/**
 * Lets what is cached of a talent expire whose application has moved, or whose tags have
 * changed.
 */
class ChangeHandler implements EventHandler {

	private final CacheChanges cache;

	private final EventSubjects subjects;

	private final ApplicationLookup lookup;

	ChangeHandler(CacheChanges cache, EventSubjects subjects, ApplicationLookup lookup) {
		this.cache = cache;
		this.subjects = subjects;
		this.lookup = lookup;
	}

	@Override
	public Set<String> types() {
		return Set.of("hire.application.stage_changed_v1", "hire.talent.tag_subscription_v1");
	}

	@Override
	public EventEffect handle(FeishuEvent event) {
		Optional<Talent> talent = this.subjects.talent(event);
		if (talent.isPresent()) {
			this.cache.apply(talent.get(), Kind.EXPIRED);
			return DeletionHandler.effect(EventEffect.Action.EXPIRED, Set.of(talent.get()));
		}
		return this.subjects.application(event).map(this::expire).orElse(EventEffect.NONE);
	}

	private EventEffect expire(Application application) {
		Optional<Set<Talent>> talents = this.cache.apply(application, Kind.EXPIRED);
		if (talents.isPresent() && talents.get().isEmpty()) {
			this.lookup.lookUp(application, (talent) -> this.cache.apply(talent, Kind.EXPIRED));
		}
		return DeletionHandler.effect(EventEffect.Action.EXPIRED, talents.orElse(Set.of()));
	}

}
