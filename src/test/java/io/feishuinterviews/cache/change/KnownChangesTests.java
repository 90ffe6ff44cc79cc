package io.feishuinterviews.cache.change;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

import io.feishuinterviews.TestTime;
import io.feishuinterviews.cache.shared.Change;
import io.feishuinterviews.cache.shared.Change.Kind;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When changes make responses expire, and how many are stored.
 */
class KnownChangesTests {

	private static final Talent TALENT = talent("t");

	private final TestTime time = new TestTime();

	private final Set<Talent> cached = new HashSet<>();

	private final KnownChanges changes = new KnownChanges(this.time, this.cached::contains, Duration.ofMinutes(11),
			Duration.ofDays(1), (talent, change) -> {
			});

	@Test
	void expiresWhatWasFetchedBeforeAtOnce() {
		this.changes.add(TALENT, change(Kind.EXPIRED));
		assertThat(this.changes.expired(TALENT, before(Duration.ofMillis(1)))).contains(Kind.EXPIRED);
		assertThat(this.changes.expired(talent("other"), before(Duration.ofMillis(1)))).isEmpty();
		assertThat(this.changes.expired(new Talent(Tenant.of("other"), "t"), before(Duration.ofMillis(1)))).isEmpty();
	}

	@Test
	void expiresWhatWasFetchedDuringTheLagAfterIt() {
		this.changes.add(TALENT, change(Kind.EXPIRED));
		Instant fetchedAt = this.time.instant();
		this.time.pass(Duration.ofMillis(4999));
		assertThat(this.changes.expired(TALENT, fetchedAt)).isEmpty();
		assertThat(this.changes.expires(TALENT, fetchedAt)).isTrue();
		assertThat(this.changes.expires(TALENT, this.time.instant())).isTrue();
		this.time.pass(Duration.ofMillis(1));
		assertThat(this.changes.expired(TALENT, fetchedAt)).contains(Kind.EXPIRED);
		assertThat(this.changes.expires(TALENT, this.time.instant())).isFalse();
	}

	@Test
	void expiresAtOnceWhatIsFromLaterThanNow() {
		Instant fetchedAt = this.time.instant();
		this.time.setClockBack(Duration.ofSeconds(30));
		assertThat(this.changes.expired(TALENT, fetchedAt)).as("without a change").isEmpty();
		this.changes.add(TALENT, change(Kind.EXPIRED));
		assertThat(this.changes.expired(TALENT, fetchedAt)).contains(Kind.EXPIRED);
		assertThat(this.changes.expiredAt(TALENT, fetchedAt)).isEqualTo(this.time.instant());
		assertThat(this.changes.expired(TALENT, before(Duration.ofSeconds(-5)))).as("of another instance").isEmpty();
	}

	@Test
	void aDeletionOutweighsALaterChange() {
		this.changes.add(TALENT, change(Kind.DELETED));
		Instant lagging = this.time.instant();
		this.time.pass(Duration.ofSeconds(5));
		this.changes.add(TALENT, change(Kind.EXPIRED));
		assertThat(this.changes.expired(TALENT, lagging)).contains(Kind.DELETED);
		assertThat(this.changes.expired(TALENT, before(Duration.ZERO))).isEmpty();
	}

	@Test
	void changesWithinASecondCountOnce() {
		assertThat(this.changes.add(TALENT, change(Kind.EXPIRED))).isTrue();
		this.time.pass(Duration.ofMillis(999));
		assertThat(this.changes.add(TALENT, change(Kind.EXPIRED))).isFalse();
		assertThat(this.changes.add(TALENT, change(Kind.DELETED))).isTrue();
		this.time.pass(Duration.ofMillis(1));
		assertThat(this.changes.add(TALENT, change(Kind.EXPIRED))).isTrue();
	}

	@Test
	void ignoresAnOlderChangeOfAnotherInstance() {
		this.changes.add(TALENT, change(Kind.EXPIRED));
		this.changes.add(TALENT, new Change(Kind.EXPIRED, before(Duration.ofHours(1))));
		assertThat(this.changes.expired(TALENT, before(Duration.ofMinutes(1)))).contains(Kind.EXPIRED);
	}

	@Test
	void takesAChangeFromTheFutureForOneOfNow() {
		this.changes.add(TALENT, new Change(Kind.EXPIRED, this.time.instant().plusSeconds(3600)));
		Instant fetchedAt = this.time.instant();
		assertThat(this.changes.expired(TALENT, fetchedAt)).isEmpty();
		this.time.pass(Duration.ofSeconds(6));
		assertThat(this.changes.expires(TALENT, this.time.instant())).isFalse();
	}

	@Test
	void findsTalentsByTheirApplications() {
		this.changes.loaded(TALENT, Set.of("1", "2"), this.time.instant(), 0);
		this.changes.loaded(talent("other"), Set.of("2"), this.time.instant(), 0);
		this.changes.loaded(new Talent(Tenant.of("other"), "t"), Set.of("2"), this.time.instant(), 0);
		assertThat(this.changes.talentsOf(application("1"))).containsExactly(TALENT);
		assertThat(this.changes.talentsOf(application("2"))).containsExactlyInAnyOrder(TALENT, talent("other"));
		assertThat(this.changes.talentsOf(application("3"))).isEmpty();
	}

	@Test
	void aChangeOfAnApplicationConcernsATalentThatIsLoadedLater() {
		this.changes.add(application("1"), change(Kind.EXPIRED), 5);
		assertThat(this.changes.loaded(TALENT, Set.of("1"), this.time.instant(), 4)).isTrue();
		this.time.pass(Duration.ofSeconds(5));
		assertThat(this.changes.expired(TALENT, before(Duration.ofSeconds(5)))).contains(Kind.EXPIRED);
	}

	@Test
	void aLoadThatBeganBeforeTheDeletionOfAnApplicationIsNotKept() {
		this.changes.add(application("1"), change(Kind.DELETED), 5);
		assertThat(this.changes.loaded(TALENT, Set.of("1"), this.time.instant(), 4)).isFalse();
		assertThat(this.changes.loaded(TALENT, Set.of("2"), this.time.instant(), 4)).isTrue();
		assertThat(this.changes.loaded(TALENT, Set.of("1"), this.time.instant(), 5)).isTrue();
		this.time.pass(Duration.ofSeconds(5));
		assertThat(this.changes.loaded(TALENT, Set.of("1"), this.time.instant(), 4)).as("after the lag").isTrue();
	}

	@Test
	void forgetsChangesOfWhatIsNotCachedSoon() {
		for (int i = 0; i < 100_000; i++) {
			this.changes.add(talent("t" + i), change(Kind.EXPIRED));
			this.changes.add(application("a" + i), change(Kind.EXPIRED), i);
			this.time.pass(Duration.ofMillis(10));
		}
		assertThat(this.changes.size()).isLessThan(20_000);
	}

	@Test
	void limitsTheNumberOfStoredChanges() {
		for (int i = 0; i < 300_000; i++) {
			this.changes.add(talent("t" + i), change(Kind.EXPIRED));
		}
		assertThat(this.changes.size()).isLessThanOrEqualTo(100_000);
	}

	@Test
	void manyChangesOfOneTenantDoNotRemoveThoseOfAnother() {
		Application deleted = new Application(Tenant.of("globex"), "1");
		Talent expired = new Talent(Tenant.of("globex"), "t");
		this.changes.add(deleted, change(Kind.DELETED), 5);
		this.changes.add(expired, change(Kind.EXPIRED));
		for (int i = 0; i < 300_000; i++) {
			this.changes.add(new Application(Tenant.of("acme"), "a" + i), change(Kind.DELETED), i);
			this.changes.add(new Talent(Tenant.of("acme"), "t" + i), change(Kind.EXPIRED));
		}
		assertThat(this.changes.loaded(new Talent(Tenant.of("globex"), "other"), Set.of("1"), this.time.instant(), 4))
			.isFalse();
		assertThat(this.changes.expired(expired, before(Duration.ofSeconds(1)))).contains(Kind.EXPIRED);
		assertThat(this.changes.size()).isLessThanOrEqualTo(200_000);
	}

	@Test
	void remembersTheChangesOfCachedTalents() {
		IntStream.range(0, 5000).mapToObj((i) -> talent("c" + i)).forEach(this.cached::add);
		this.cached.forEach((talent) -> this.changes.add(talent, change(Kind.EXPIRED)));
		Instant fetchedAt = before(Duration.ofSeconds(1));
		for (int i = 0; i < 300_000; i++) {
			this.changes.add(talent("t" + i), change(Kind.EXPIRED));
		}
		this.time.pass(Duration.ofMinutes(1));
		assertThat(this.cached)
			.allSatisfy((talent) -> assertThat(this.changes.expired(talent, fetchedAt)).contains(Kind.EXPIRED));
	}

	@Test
	void indexForgetsTalentsThatAreNoLongerCached() {
		for (int i = 0; i < 100_000; i++) {
			this.cached.add(talent("t" + i));
			this.cached.remove(talent("t" + (i - 1000)));
			this.changes.loaded(talent("t" + i), Set.of("a" + i, "of-all"), this.time.instant(), 0);
		}
		assertThat(this.changes.size()).isLessThan(10_000);
		assertThat(this.cached).allSatisfy((talent) -> {
			assertThat(this.changes.talentsOf(application("a" + talent.id().substring(1)))).containsExactly(talent);
			assertThat(this.changes.talentsOf(application("of-all"))).contains(talent);
		});
	}

	private Change change(Kind kind) {
		return new Change(kind, this.time.instant());
	}

	private Instant before(Duration time) {
		return this.time.instant().minus(time);
	}

	@Test
	void forgetsTheTalentsAndApplicationsOfATenantAlone() {
		Tenant other = Tenant.of("other");
		for (Tenant tenant : new Tenant[] { Tenant.OWN, other }) {
			Talent talent = new Talent(tenant, "t");
			this.changes.loaded(talent, Set.of("1", "2"), this.time.instant(), 0);
			this.changes.add(talent, new Change(Kind.EXPIRED, this.time.instant()));
			this.changes.add(new Application(tenant, "3"), new Change(Kind.DELETED, this.time.instant()), 1);
		}
		int both = this.changes.size();
		this.time.pass(Duration.ofSeconds(20));
		this.changes.forget(other);
		assertThat(this.changes.talentsOf(new Application(other, "1"))).isEmpty();
		assertThat(this.changes.talentsOf(application("1"))).containsExactly(talent("t"));
		assertThat(this.changes.size()).isEqualTo(both / 2);
		this.changes.forget(Tenant.OWN);
		assertThat(this.changes.size()).isZero();
	}

	@Test
	void remembersTheRecentChangesOfATenantWhoseTalentsAreForgotten() {
		this.changes.add(TALENT, change(Kind.EXPIRED));
		this.changes.add(application("1"), change(Kind.DELETED), 5);
		this.time.pass(Duration.ofSeconds(5));
		this.changes.forget(Tenant.OWN);
		assertThat(this.changes.expired(TALENT, before(Duration.ofSeconds(1)))).contains(Kind.EXPIRED);
		assertThat(this.changes.loaded(TALENT, Set.of("1"), before(Duration.ofSeconds(1)), 4)).isFalse();
	}

	private static Talent talent(String id) {
		return new Talent(Tenant.OWN, id);
	}

	private static Application application(String id) {
		return new Application(Tenant.OWN, id);
	}

}
