package io.feishuinterviews.cache.redis.change;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.feishuinterviews.cache.change.KnownChanges;
import io.feishuinterviews.cache.redis.change.Announcement.ApplicationChange;
import io.feishuinterviews.cache.redis.change.Announcement.TalentChange;
import io.feishuinterviews.cache.shared.Change;
import io.feishuinterviews.cache.shared.Change.Kind;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.redis.RedisCommandExecutor;
import io.feishuinterviews.redis.RedisScript;
import io.feishuinterviews.redis.encryption.KeyNames;
import io.lettuce.core.ScriptOutputType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Announces changes to Redis and all instances. A change that does not reach Redis is
 * announced again.
 */
public final class Announcements {

	private static final RedisScript CHANGE = RedisScript.of(Announcements.class, "change.lua");

	/**
	 * How many changes are announced again at a time.
	 */
	private static final int BATCH = 100;

	private final PendingAnnouncements pending = new PendingAnnouncements();

	private final RedisCommandExecutor redis;

	private final KeyNames names;

	private final ChangeCodec codec;

	private final ApplicationTalents applications;

	private final Channels channels;

	private final Duration freshness;

	private final Duration retention;

	/**
	 * Create announcements.
	 * @param redis sends commands
	 * @param names names the keys
	 * @param codec encrypts changes
	 * @param applications finds the talents of applications
	 * @param channels what else instances share
	 * @param freshness how long a response is served without waiting for Feishu
	 * @param retention how long a response is served at all
	 */
	public Announcements(RedisCommandExecutor redis, KeyNames names, ChangeCodec codec, ApplicationTalents applications,
			Channels channels, Duration freshness, Duration retention) {
		this.redis = redis;
		this.names = names;
		this.codec = codec;
		this.applications = applications;
		this.channels = channels;
		this.freshness = freshness;
		this.retention = retention;
	}

	/**
	 * Return the name of the key with the time of a talent's last change.
	 * @param talent the name of the talent
	 * @param kind what happened
	 * @return the name
	 */
	public static String key(String talent, Kind kind) {
		return talent + ":" + kind.name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Announce a change of a talent.
	 * @param talent the talent
	 * @param change what happened
	 * @return when Redis has confirmed it, or is unavailable
	 */
	public Mono<Void> announce(Talent talent, Change change) {
		return Mono.defer(() -> {
			TalentChange announcement = new TalentChange(talent, change);
			this.pending.add(announcement);
			return send(announcement);
		});
	}

	/**
	 * Announce a change of an application, and what it means for its talents.
	 * @param application the application
	 * @param change what happened
	 * @param except talents for which this was done
	 * @return the other talents in Redis that have the application
	 */
	public Mono<Set<Talent>> announce(Application application, Change change, Set<Talent> except) {
		return Mono.defer(() -> {
			ApplicationChange announcement = new ApplicationChange(application, change);
			Tenant crowding = this.pending.add(announcement);
			Mono<Set<Talent>> sent = send(announcement, except);
			return (crowding != null) ? this.channels.evict(crowding).then(sent) : sent;
		}).defaultIfEmpty(Set.of());
	}

	/**
	 * Announce again what has not reached Redis.
	 * @return when that is done
	 */
	public Mono<Void> repeat() {
		return Flux.fromIterable(this.pending.first(BATCH)).concatMap(this::sendAgain).then();
	}

	/**
	 * Return how many changes have not reached Redis.
	 * @return the number
	 */
	public int pending() {
		return this.pending.size();
	}

	private Mono<Void> sendAgain(Announcement announcement) {
		if (announcement instanceof ApplicationChange applicationChange) {
			return send(applicationChange, Set.of()).then();
		}
		return send((TalentChange) announcement);
	}

	private Mono<Void> send(TalentChange announcement) {
		Change change = announcement.change();
		byte[] time = ChangeCodec.bytes(Long.toString(change.time().toEpochMilli()));
		Duration useful = KnownChanges.effectiveFor(change.kind(), this.freshness, this.retention);
		byte[] millis = ChangeCodec.bytes(Long.toString(useful.toMillis()));
		List<String> all = this.names.allOfTalent(announcement.talent());
		return Flux.fromIterable(all)
			.flatMap((name) -> this.redis.<Long>execute((commands) -> CHANGE.run(commands, ScriptOutputType.INTEGER,
					List.of(key(name, change.kind())), time, millis)))
			.count()
			.filter((confirmed) -> confirmed == all.size())
			.flatMap((confirmed) -> append(announcement));
	}

	private Mono<Set<Talent>> send(ApplicationChange announcement, Set<Talent> except) {
		Change change = announcement.change();
		return this.applications.find(announcement.application())
			.doOnNext((found) -> found.removeAll(except))
			.flatMap((found) -> Flux.fromIterable(found)
				.flatMap((talent) -> (change.kind() == Kind.DELETED)
						? this.channels.evict(talent).then(announce(talent, change)) : announce(talent, change))
				.then(append(announcement))
				.thenReturn(found));
	}

	private Mono<Void> append(Announcement announcement) {
		return this.channels.append(this.codec.encode(announcement))
			.doOnNext((appended) -> this.pending.confirm(announcement))
			.then();
	}

	/**
	 * What instances share besides changes.
	 */
	public interface Channels {

		/**
		 * Append to the journal that all instances read.
		 * @param announcement an encrypted change
		 * @return a value if Redis has confirmed it
		 */
		Mono<String> append(byte[] announcement);

		/**
		 * Evict a talent from Redis and from all instances.
		 * @param talent the talent
		 * @return whether that is done
		 */
		Mono<Boolean> evict(Talent talent);

		/**
		 * Evict all talents of a tenant from Redis and from all instances.
		 * @param tenant the tenant
		 * @return whether that is done
		 */
		Mono<Boolean> evict(Tenant tenant);

	}

}
