package io.feishuinterviews.cache.redis;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import io.feishuinterviews.cache.redis.change.Announcement;
import io.feishuinterviews.cache.redis.change.ChangeCodec;
import io.feishuinterviews.cache.shared.EvictionListener;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.redis.RedisCommandExecutor;
import io.feishuinterviews.redis.RedisScript;
import io.feishuinterviews.redis.encryption.KeyNames;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.XAddArgs;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The evictions and changes of all instances, in a capped stream in Redis that each
 * instance reads. An instance that has lost its place in the stream does not know what
 * was evicted: all of its entries are.
 */
class EvictionJournal {

	private static final Log log = LogFactory.getLog(EvictionJournal.class);

	/**
	 * How many evictions the stream keeps, about 2 MB.
	 */
	private static final int MAX_LENGTH = 10_000;

	private static final RedisScript READ = RedisScript.of(EvictionJournal.class, "journal.lua");

	private static final byte[] INSTANCE = RedisEntries.bytes("instance");

	private static final byte[] TALENT = RedisEntries.bytes("talent");

	private final RedisCommandExecutor redis;

	private final EntryCodec codec;

	private final ChangeCodec changes;

	private final String stream;

	private final String epochKey;

	private final String instance = UUID.randomUUID().toString();

	private String place = "";

	private volatile @Nullable String epoch;

	private volatile @Nullable EvictionListener listener;

	EvictionJournal(RedisCommandExecutor redis, KeyNames names, EntryCodec codec, ChangeCodec changes) {
		this.redis = redis;
		this.codec = codec;
		this.changes = changes;
		String name = names.common("evictions");
		this.stream = name + ":stream";
		this.epochKey = name + ":epoch";
	}

	void setListener(EvictionListener listener) {
		this.listener = listener;
	}

	/**
	 * Return the current epoch.
	 * @return a part of key names, {@code null} if it is not known yet
	 */
	@Nullable String epoch() {
		return this.epoch;
	}

	/**
	 * Send an eviction or a change to the other instances.
	 * @param talent the talent or the change, encrypted
	 * @return a value if Redis has confirmed it
	 */
	Mono<String> append(byte[] talent) {
		XAddArgs capped = XAddArgs.Builder.maxlen(MAX_LENGTH).approximateTrimming();
		return this.redis.execute((commands) -> commands.xadd(RedisEntries.bytes(this.stream), capped, INSTANCE,
				RedisEntries.bytes(this.instance), TALENT, talent));
	}

	/**
	 * Begin another epoch, so that no entry of this one is read again.
	 * @return a value if Redis has confirmed it
	 */
	Mono<String> beginEpoch() {
		String next = UUID.randomUUID().toString();
		return this.redis
			.execute((commands) -> commands.set(RedisEntries.bytes(this.epochKey), RedisEntries.bytes(next)))
			.doOnNext((set) -> this.epoch = next);
	}

	/**
	 * Read the evictions and changes since the last time, and apply them to the first
	 * level.
	 * @return a value if Redis has responded
	 */
	Mono<Boolean> read() {
		return this.redis
			.<List<Object>>probe(
					(commands) -> READ.run(commands, ScriptOutputType.MULTI, List.of(this.stream, this.epochKey),
							RedisEntries.bytes(this.place), RedisEntries.bytes(UUID.randomUUID().toString())))
			.map(this::accept);
	}

	private boolean accept(List<Object> reply) {
		String current = text(reply.get(0));
		boolean begun = this.place.isEmpty();
		boolean lost = !text(reply.get(2)).isEmpty();
		boolean ended = this.epoch != null && !current.equals(this.epoch);
		this.epoch = current;
		this.place = text(reply.get(1));
		EvictionListener first = this.listener;
		if (first != null) {
			if (lost || ended) {
				log.info(lost ? "The evictions of other instances are not known: the cache was cleared"
						: "Another instance has cleared the cache");
			}
			// what was loaded before the first response may have been evicted meanwhile
			if (begun || lost || ended) {
				first.allEvicted();
			}
			for (int i = 3; i < reply.size(); i += 2) {
				if (!text(reply.get(i)).equals(this.instance)) {
					evicted(first, (byte[]) reply.get(i + 1));
				}
			}
		}
		return true;
	}

	private void evicted(EvictionListener first, byte[] encrypted) {
		Talent talent = this.codec.decodeEvicted(encrypted);
		Tenant tenant = this.codec.decodeEvictedTenant(encrypted);
		Announcement announcement = this.changes.decode(encrypted);
		if (talent != null) {
			first.evicted(talent);
		}
		else if (tenant != null) {
			first.evicted(tenant);
		}
		else if (announcement != null) {
			announcement.applyTo(first);
		}
		else {
			// of an unknown encryption key: it may be any talent
			first.allEvicted();
		}
	}

	private static String text(Object bytes) {
		return new String((byte[]) bytes, StandardCharsets.UTF_8);
	}

}
