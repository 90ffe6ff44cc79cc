package io.feishuinterviews.cache.redis;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.feishuinterviews.cache.redis.change.Announcements;
import io.feishuinterviews.cache.redis.change.ApplicationTalents;
import io.feishuinterviews.cache.shared.Change;
import io.feishuinterviews.cache.shared.EvictionListener;
import io.feishuinterviews.cache.shared.SharedEntries;
import io.feishuinterviews.cache.shared.SharedEntry;
import io.feishuinterviews.cache.shared.SharedLoad;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.redis.KeyNames;
import io.feishuinterviews.redis.RedisGate;
import io.lettuce.core.KeyValue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The entries that instances share through Redis.
 */
class RedisEntries implements SharedEntries {

	private final RedisGate redis;

	private final KeyNames names;

	private final EntryCodec codec;

	private final Evictions evictions;

	private final Announcements announcements;

	private final ApplicationTalents applications;

	private final Duration retention;

	private final Clock clock;

	private final EntryMetrics metrics;

	RedisEntries(RedisGate redis, KeyNames names, EntryCodec codec, Evictions evictions, Announcements announcements,
			ApplicationTalents applications, Duration retention, Clock clock, EntryMetrics metrics) {
		this.redis = redis;
		this.names = names;
		this.codec = codec;
		this.evictions = evictions;
		this.announcements = announcements;
		this.applications = applications;
		this.retention = retention;
		this.clock = clock;
		this.metrics = metrics;
	}

	@Override
	public Mono<SharedLoad> lookUp(TalentQuery query) {
		return Mono.defer(() -> {
			String epoch = this.evictions.epoch();
			if (epoch == null || this.evictions.isPending(query.talent())) {
				return Mono.empty();
			}
			TalentKeys keys = new TalentKeys(this.names.ofTalent(query.talent()), epoch);
			return this.redis.execute((commands) -> commands.mget(bytes(keys.snapshot(query)), bytes(keys.denial()),
					bytes(keys.tombstone()), bytes(keys.change(Change.Kind.DELETED)),
					bytes(keys.change(Change.Kind.EXPIRED))))
				.map((values) -> load(query, keys, values));
		}).defaultIfEmpty(SharedLoad.NONE);
	}

	private SharedLoad load(TalentQuery query, TalentKeys keys, List<KeyValue<byte[], byte[]>> values) {
		SharedEntry entry = null;
		if (values.get(0).hasValue()) {
			entry = this.codec.decodeSnapshot(values.get(0).getValue(), query);
		}
		else if (values.get(1).hasValue()) {
			entry = this.codec.decodeDenial(values.get(1).getValue(), query.talent());
		}
		boolean stored = values.get(0).hasValue() || values.get(1).hasValue();
		this.metrics.countLookup(stored, entry != null);
		byte[] none = new byte[0];
		byte[] times = EntryCodec.times(values.get(0).getValueOrElse(none), values.get(1).getValueOrElse(none));
		return new RedisLoad(this, query, keys, entry, changes(values), times, values.get(2).getValueOrElse(none));
	}

	private static List<Change> changes(List<KeyValue<byte[], byte[]>> values) {
		List<Change> changes = new ArrayList<>();
		values.get(3).ifHasValue((time) -> addChange(changes, Change.Kind.DELETED, time));
		values.get(4).ifHasValue((time) -> addChange(changes, Change.Kind.EXPIRED, time));
		return changes;
	}

	private static void addChange(List<Change> changes, Change.Kind kind, byte[] time) {
		String millis = new String(time, StandardCharsets.UTF_8);
		if (millis.matches("[0-9]{1,15}")) {
			changes.add(new Change(kind, Instant.ofEpochMilli(Long.parseLong(millis))));
		}
	}

	@Override
	public void deny(Talent talent, UpstreamException failure, Instant since) {
		this.evictions.evict(talent, this.codec.encode(talent, failure, since)).subscribe();
	}

	@Override
	public Mono<Boolean> evict(Talent talent) {
		return this.evictions.evict(talent, null);
	}

	@Override
	public Mono<Boolean> evictAll() {
		return this.evictions.evictAll();
	}

	@Override
	public Mono<Void> announce(Talent talent, Change change) {
		return this.announcements.announce(talent, change);
	}

	@Override
	public Mono<Set<Talent>> announce(Application application, Change change, Set<Talent> except) {
		return this.announcements.announce(application, change, except);
	}

	@Override
	public void setEvictionListener(EvictionListener listener) {
		this.evictions.setListener(listener);
	}

	RedisGate redis() {
		return this.redis;
	}

	ApplicationTalents applications() {
		return this.applications;
	}

	EntryCodec codec() {
		return this.codec;
	}

	/**
	 * Return how long to keep an entry.
	 * @param age the age of the entry
	 * @return the rest of the longest time for which it may be served
	 */
	Duration timeToLive(Duration age) {
		return this.retention.minus(age.isNegative() ? Duration.ZERO : age);
	}

	Clock clock() {
		return this.clock;
	}

	static byte[] bytes(@Nullable String text) {
		return (text != null) ? text.getBytes(StandardCharsets.UTF_8) : new byte[0];
	}

}
