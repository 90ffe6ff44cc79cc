package io.feishuinterviews.cache.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import io.feishuinterviews.cache.shared.Change;
import io.feishuinterviews.cache.shared.SharedEntry;
import io.feishuinterviews.cache.shared.SharedLoad;
import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.redis.RedisScript;
import io.feishuinterviews.redis.encryption.ValueCipher;
import io.lettuce.core.ScriptOutputType;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A load that began when Redis had a certain tombstone of the talent, or none. Its result
 * is stored only if Redis has the same tombstone then: no clock is compared.
 */
class RedisLoad implements SharedLoad {

	/**
	 * How long a lease lasts if its holder fails to end it: as long as one attempt of a
	 * call to Feishu.
	 */
	private static final Duration LEASE = Duration.ofSeconds(3);

	/**
	 * A larger value would delay the commands behind it.
	 */
	private static final int MAX_SIZE = 1024 * 1024;

	private static final RedisScript BEGIN = RedisScript.of(RedisLoad.class, "begin.lua");

	private static final RedisScript STORE = RedisScript.of(RedisLoad.class, "store.lua");

	private static final RedisScript RELEASE = RedisScript.of(RedisLoad.class, "release.lua");

	private static final byte[] NOTHING = {};

	private final RedisEntries entries;

	private final TalentQuery query;

	private final TalentKeys keys;

	private final String purge;

	private final @Nullable SharedEntry entry;

	private final List<Change> changes;

	private final byte[] times;

	private final byte[] tombstone;

	private final String owner = UUID.randomUUID().toString();

	/**
	 * Create a load.
	 * @param entries the entries in Redis
	 * @param query the talent and the kinds of ID
	 * @param keys the names of the talent's keys
	 * @param purge the last purge of the tenant, empty for none
	 * @param entry what is stored and can be read
	 * @param changes the last changes of the talent
	 * @param times when the stored values were fetched, readable or not
	 * @param tombstone the tombstone, empty for none
	 */
	RedisLoad(RedisEntries entries, TalentQuery query, TalentKeys keys, String purge, @Nullable SharedEntry entry,
			List<Change> changes, byte[] times, byte[] tombstone) {
		this.entries = entries;
		this.query = query;
		this.keys = keys;
		this.purge = purge;
		this.entry = entry;
		this.changes = changes;
		this.times = times;
		this.tombstone = tombstone;
	}

	@Override
	public @Nullable SharedEntry entry() {
		return this.entry;
	}

	@Override
	public List<Change> changes() {
		return this.changes;
	}

	@Override
	public Mono<Boolean> begin() {
		List<String> names = List.of(this.keys.snapshot(this.query), this.keys.denial(), this.keys.lease(this.query));
		return this.entries.redis()
			.<Long>execute((commands) -> BEGIN.run(commands, ScriptOutputType.INTEGER, names, this.times,
					RedisEntries.bytes(this.owner), RedisEntries.bytes(Long.toString(LEASE.toMillis()))))
			.map((begun) -> begun == 1)
			// without Redis, each instance calls Feishu
			.defaultIfEmpty(true);
	}

	@Override
	public void store(InterviewSnapshot snapshot, Set<String> applications) {
		// a snapshot that is too large still ends a denial
		byte[] value = (snapshot.gzip().length <= MAX_SIZE) ? this.entries.codec().encode(snapshot, this.purge)
				: NOTHING;
		Duration age = Duration.between(snapshot.fetchedAt(), this.entries.clock().instant());
		Duration timeToLive = this.entries.timeToLive(age);
		Tenant tenant = this.query.talent().tenant();
		List<String> stored = tenant.isOwn() ? List.of() : names(applications);
		this.entries.index()
			.store(tenant, this.purge, stored, List.of(this.keys.snapshot(this.query)), timeToLive,
					(indexed) -> indexed ? storeIndexed(value, applications, timeToLive) : store(NOTHING, timeToLive))
			.subscribe();
	}

	private Mono<Long> storeIndexed(byte[] value, Set<String> applications, Duration timeToLive) {
		// an entry that an application could not find would not be deleted with it
		return this.entries.applications()
			.add(this.query.talent(), applications, timeToLive)
			.map((added) -> value)
			.defaultIfEmpty(NOTHING)
			.flatMap((found) -> store(found, timeToLive));
	}

	private Mono<Long> store(byte[] value, Duration timeToLive) {
		List<String> names = List.of(this.keys.snapshot(this.query), this.keys.denial(), this.keys.tombstone(),
				this.keys.lease(this.query));
		return this.entries.redis()
			.execute((commands) -> STORE.run(commands, ScriptOutputType.INTEGER, names, value,
					RedisEntries.bytes(Long.toString(timeToLive.toMillis())), this.tombstone,
					RedisEntries.bytes(this.owner), new byte[] { ValueCipher.VERSION }));
	}

	/**
	 * Return the names of the keys with the snapshot and the talents of its applications.
	 */
	private List<String> names(Set<String> applications) {
		List<String> names = new ArrayList<>(this.entries.applications().keys(this.query.talent(), applications));
		names.add(this.keys.snapshot(this.query));
		return names;
	}

	@Override
	public void end() {
		this.entries.redis()
			.execute((commands) -> RELEASE.run(commands, ScriptOutputType.INTEGER, List.of(this.keys.lease(this.query)),
					RedisEntries.bytes(this.owner)))
			.subscribe();
	}

}
