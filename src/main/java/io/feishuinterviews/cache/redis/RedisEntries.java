package io.feishuinterviews.cache.redis;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.feishuinterviews.cache.redis.change.Announcements;
import io.feishuinterviews.cache.redis.change.ApplicationTalents;
import io.feishuinterviews.cache.redis.tenant.TenantIndex;
import io.feishuinterviews.cache.shared.Change;
import io.feishuinterviews.cache.shared.EvictionListener;
import io.feishuinterviews.cache.shared.SharedEntries;
import io.feishuinterviews.cache.shared.SharedEntry;
import io.feishuinterviews.cache.shared.SharedLoad;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.redis.RedisCommandExecutor;
import io.feishuinterviews.redis.encryption.KeyNames;
import io.lettuce.core.KeyValue;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The entries that instances share through Redis.
 */
class RedisEntries implements SharedEntries {

	private static final byte[] NONE = {};

	private final RedisCommandExecutor redis;

	private final KeyNames names;

	private final EntryCodec codec;

	private final Evictions evictions;

	private final TenantPurges tenants;

	private final Announcements announcements;

	private final ApplicationTalents applications;

	private final Duration retention;

	private final Clock clock;

	private final EntryMetrics metrics;

	RedisEntries(RedisCommandExecutor redis, KeyNames names, EntryCodec codec, Evictions evictions,
			TenantPurges tenants, Announcements announcements, ApplicationTalents applications, Duration retention,
			Clock clock, EntryMetrics metrics) {
		this.redis = redis;
		this.names = names;
		this.codec = codec;
		this.evictions = evictions;
		this.tenants = tenants;
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
			byte[][] read = Stream
				.of(keys.snapshot(query), keys.denial(), keys.tombstone(), keys.change(Change.Kind.DELETED),
						keys.change(Change.Kind.EXPIRED), this.tenants.key(query.talent().tenant()))
				.filter(Objects::nonNull)
				.map(RedisEntries::bytes)
				.toArray(byte[][]::new);
			return this.redis.execute((commands) -> commands.mget(read)).map((values) -> load(query, keys, values));
		}).defaultIfEmpty(SharedLoad.NONE);
	}

	private SharedLoad load(TalentQuery query, TalentKeys keys, List<KeyValue<byte[], byte[]>> values) {
		Tenant tenant = query.talent().tenant();
		String purge = "";
		if (!tenant.isOwn()) {
			purge = new String(values.get(5).getValueOrElse(NONE), StandardCharsets.UTF_8);
			this.tenants.seen(tenant, purge);
		}
		SharedEntry entry = null;
		if (values.get(0).hasValue()) {
			entry = this.codec.decodeSnapshot(values.get(0).getValue(), query, purge);
		}
		else if (values.get(1).hasValue()) {
			entry = this.codec.decodeDenial(values.get(1).getValue(), query.talent(), purge);
		}
		boolean stored = values.get(0).hasValue() || values.get(1).hasValue();
		// the entry was purged: it is still stored, but must not be read
		this.metrics.countLookup(stored && (entry != null || purge.isEmpty()), entry != null);
		byte[] times = EntryCodec.times(values.get(0).getValueOrElse(NONE), values.get(1).getValueOrElse(NONE));
		return new RedisLoad(this, query, keys, purge, entry, changes(values), times,
				values.get(2).getValueOrElse(NONE));
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
	public Mono<Boolean> deny(Talent talent, UpstreamException failure, Instant since) {
		return this.evictions.evict(talent,
				this.codec.encode(talent, failure, since, this.tenants.last(talent.tenant())));
	}

	@Override
	public Mono<Boolean> evict(Talent talent) {
		return this.evictions.evict(talent, null);
	}

	@Override
	public Mono<Boolean> evict(Tenant tenant) {
		return this.evictions.evict(tenant);
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

	RedisCommandExecutor redis() {
		return this.redis;
	}

	ApplicationTalents applications() {
		return this.applications;
	}

	TenantIndex index() {
		return this.tenants.index();
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
