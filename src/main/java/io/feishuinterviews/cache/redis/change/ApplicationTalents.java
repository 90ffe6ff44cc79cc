package io.feishuinterviews.cache.redis.change;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.redis.RedisCommandExecutor;
import io.feishuinterviews.redis.RedisScript;
import io.feishuinterviews.redis.encryption.KeyNames;
import io.lettuce.core.ScriptOutputType;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Which talents in Redis have an application: a hash for each application, which lives as
 * long as the longest of their entries.
 */
public final class ApplicationTalents {

	/**
	 * An entry with more applications is not shared.
	 */
	private static final int MAX_APPLICATIONS = 1000;

	/**
	 * An application has one talent, or a few that were merged.
	 */
	private static final int MAX_TALENTS = 1000;

	private static final RedisScript ADD = RedisScript.of(ApplicationTalents.class, "application.lua");

	private final RedisCommandExecutor redis;

	private final KeyNames names;

	private final ChangeCodec codec;

	/**
	 * Create an index.
	 * @param redis sends commands
	 * @param names names the keys
	 * @param codec encrypts talents
	 */
	public ApplicationTalents(RedisCommandExecutor redis, KeyNames names, ChangeCodec codec) {
		this.redis = redis;
		this.names = names;
		this.codec = codec;
	}

	/**
	 * Return where the applications of a talent are stored.
	 * @param talent the talent
	 * @param applications the IDs of its applications
	 * @return the names of the keys
	 */
	public List<String> keys(Talent talent, Set<String> applications) {
		return applications.stream()
			.limit(MAX_APPLICATIONS)
			.map((id) -> this.names.ofApplication(new Application(talent.tenant(), id)))
			.toList();
	}

	/**
	 * Add the applications of a talent.
	 * @param talent the talent
	 * @param applications the IDs of its applications
	 * @param timeToLive how long an entry of the talent lives
	 * @return a value if Redis has all of them: only then may the entry be stored
	 */
	public Mono<Boolean> add(Talent talent, Set<String> applications, Duration timeToLive) {
		if (applications.size() > MAX_APPLICATIONS) {
			return Mono.empty();
		}
		byte[] name = ChangeCodec.bytes(this.names.ofTalent(talent));
		byte[] millis = ChangeCodec.bytes(Long.toString(Math.max(1, timeToLive.toMillis())));
		byte[] most = ChangeCodec.bytes(Integer.toString(MAX_TALENTS));
		return Flux.fromIterable(applications)
			.map((id) -> new Application(talent.tenant(), id))
			.flatMap((application) -> this.redis.<Long>execute((commands) -> ADD.run(commands, ScriptOutputType.INTEGER,
					List.of(this.names.ofApplication(application)), name, this.codec.encode(talent, application),
					millis, most)))
			.filter((added) -> added == 1)
			.count()
			.filter((added) -> added == applications.size())
			.map((added) -> true);
	}

	/**
	 * Find the talents that have an application.
	 * @param application the application
	 * @return the talents, empty if Redis is unavailable
	 */
	Mono<Set<Talent>> find(Application application) {
		List<String> all = this.names.allOfApplication(application);
		return Flux.fromIterable(all)
			.flatMap((name) -> this.redis.execute((commands) -> commands.hvals(ChangeCodec.bytes(name))))
			.collectList()
			.filter((found) -> found.size() == all.size())
			.map((found) -> talents(found.stream().flatMap(Collection::stream).toList(), application));
	}

	private Set<Talent> talents(List<byte[]> values, Application application) {
		return values.stream()
			.map((value) -> this.codec.decode(value, application))
			.filter(Objects::nonNull)
			.collect(Collectors.toCollection(HashSet::new));
	}

}
