package io.feishuinterviews.cache.change;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.feishuinterviews.cache.change.ChangeTimes.ChangeTime;
import io.feishuinterviews.cache.shared.Change;
import io.feishuinterviews.cache.shared.Change.Kind;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;

/**
 * The changes that this instance knows of. It decides whether a response of Feishu has
 * expired.
 */
public final class KnownChanges {

	/**
	 * How long a change is known even if nothing is cached: longer than the longest load
	 * after the lag.
	 */
	private static final Duration RECENTLY = Duration.ofSeconds(20);

	private final Clock clock;

	private final ChangeTimesByKind<Talent> talents;

	private final ChangeTimesByKind<Application> applications;

	private final ApplicationIndex index;

	private final BiConsumer<Talent, Change> derived;

	/**
	 * Create a registry without changes.
	 * @param clock the source of time
	 * @param cached whether a talent is cached or being loaded
	 * @param freshness how long a response is served without waiting for Feishu
	 * @param retention how long a response is served at all
	 * @param derived called when a loaded talent has an application that has changed
	 */
	public KnownChanges(Clock clock, Predicate<Talent> cached, Duration freshness, Duration retention,
			BiConsumer<Talent, Change> derived) {
		this.clock = clock;
		this.derived = derived;
		this.index = new ApplicationIndex(cached);
		this.talents = new ChangeTimesByKind<>((kind) -> {
			Duration longest = effectiveFor(kind, freshness, retention);
			return new ChangeTimes<>((known) -> isWithin(RECENTLY, known), (known) -> isWithin(longest, known), cached,
					Talent::tenant);
		});
		this.applications = new ChangeTimesByKind<>((kind) -> new ChangeTimes<>((known) -> isWithin(RECENTLY, known),
				(known) -> false, (application) -> false, Application::tenant));
	}

	/**
	 * Return how long a change has an effect.
	 * @param kind what happened
	 * @param freshness how long a response is served without waiting for Feishu
	 * @param retention how long a response is served at all
	 * @return the time since the change
	 */
	public static Duration effectiveFor(Kind kind, Duration freshness, Duration retention) {
		return ((kind == Kind.DELETED) ? retention : freshness).plus(Change.LAG);
	}

	private boolean isWithin(Duration time, ChangeTime known) {
		return this.clock.instant().isBefore(known.time().plus(time));
	}

	/**
	 * Add a change of a talent.
	 * @param talent the talent
	 * @param change what happened
	 * @return whether this is news; otherwise, such a change is known from just before
	 */
	public boolean add(Talent talent, Change change) {
		return this.talents.add(talent, change, 0, this.clock.instant());
	}

	/**
	 * Add a change of an application.
	 * @param application the application
	 * @param change what happened
	 * @param sequence its place in the order of loads and tombstones
	 * @return whether this is news
	 */
	public boolean add(Application application, Change change, long sequence) {
		return this.applications.add(application, change, sequence, this.clock.instant());
	}

	/**
	 * Forget the talents and applications of a tenant, of which nothing is cached any
	 * more. Recent changes stay: they may concern a load.
	 * @param tenant the tenant
	 */
	public void forget(Tenant tenant) {
		this.index.forget(tenant);
		for (Kind kind : Kind.values()) {
			this.talents.of(kind).forget((talent) -> talent.tenant().equals(tenant));
			this.applications.of(kind).forget((application) -> application.tenant().equals(tenant));
		}
	}

	/**
	 * Return the talents that have an application, as far as this instance knows.
	 * @param application the application
	 * @return the talents, of which some may not be cached any more
	 */
	public Set<Talent> talentsOf(Application application) {
		return this.index.talentsOf(application);
	}

	/**
	 * Add what was loaded: the applications of a talent, whose changes concern the talent
	 * from then on.
	 * @param talent the talent
	 * @param applications the IDs of its applications
	 * @param fetchedAt when Feishu responded
	 * @param sequence the place of the load in the order of loads and tombstones
	 * @return whether the response may be stored: not if one of the applications was
	 * deleted after the load had begun
	 */
	public boolean loaded(Talent talent, Set<String> applications, Instant fetchedAt, long sequence) {
		boolean kept = true;
		for (String id : applications) {
			Application application = new Application(talent.tenant(), id);
			// first the index: a change that is not found here finds the talent there
			this.index.add(application, talent);
			for (Kind kind : Kind.values()) {
				ChangeTime known = this.applications.of(kind).get(application);
				if (known != null && new Change(kind, known.time()).mayBeMissingAt(fetchedAt)) {
					if (this.talents.of(kind).put(talent, known, this.clock.instant())) {
						this.derived.accept(talent, new Change(kind, known.time()));
					}
					kept = kept && (kind != Kind.DELETED || sequence >= known.sequence());
				}
			}
		}
		return kept;
	}

	/**
	 * Return what has made a response of Feishu expire.
	 * @param talent the talent
	 * @param fetchedAt when Feishu responded
	 * @return the kind of the change, a deletion first; empty if only the age of the
	 * response counts
	 */
	public Optional<Kind> expired(Talent talent, Instant fetchedAt) {
		return expiring(talent, fetchedAt).map(Change::kind).findFirst();
	}

	/**
	 * Return since when a response of Feishu has been expired.
	 * @param talent the talent
	 * @param fetchedAt when Feishu responded
	 * @return the time of the last change that has made it expire, or the end of the lag
	 * after that; {@link Instant#MIN} if none has
	 */
	public Instant expiredAt(Talent talent, Instant fetchedAt) {
		return expiring(talent, fetchedAt).map((change) -> change.expiryOf(fetchedAt))
			.max(Comparator.naturalOrder())
			.orElse(Instant.MIN);
	}

	/**
	 * Return whether a response of Feishu may be older than a change that is known.
	 * @param talent the talent
	 * @param fetchedAt when Feishu responded
	 * @return whether it expires soon, or has expired
	 */
	public boolean expires(Talent talent, Instant fetchedAt) {
		return this.talents.changesOf(talent).stream().anyMatch((change) -> change.mayBeMissingAt(fetchedAt));
	}

	private Stream<Change> expiring(Talent talent, Instant fetchedAt) {
		return this.talents.changesOf(talent)
			.stream()
			.filter((change) -> change.expires(fetchedAt, this.clock.instant()));
	}

	int size() {
		return this.index.size() + this.talents.size() + this.applications.size();
	}

}
