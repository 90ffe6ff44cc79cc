package io.feishuinterviews.bench;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * An instance finds talents in its memory, in Redis, or only at Feishu; and what the last
 * of these costs without Redis. The memory of the second instance holds few of the
 * talents.
 */
final class SecondLevel implements Measurement {

	private final Servers servers;

	/**
	 * So few connections that none waits for the CPU for long.
	 */
	private static final int FEW = 2;

	private int misses;

	SecondLevel(Servers servers) {
		this.servers = servers;
	}

	@Override
	public void run() {
		int talents = 3000;
		String[] sharing = { "--spring.data.redis.url=redis://127.0.0.1:" + Servers.REDIS,
				"--interviews.redis.encryption-keys=" + Base64.getEncoder().encodeToString(new byte[32]),
				"--interviews.cache.fresh-for=1h" };
		try (Server redis = this.servers.redis();
				Server memory = this.servers.service(Servers.SERVICE, this.servers.java25, "-Xmx512m", sharing);
				Server shared = this.servers.service(Servers.SERVICE + 10, this.servers.java25, "-Xmx512m",
						with(sharing, "--interviews.cache.max-size=1MB"));
				Server alone = this.servers.service(Servers.SERVICE + 11, this.servers.java25, "-Xmx512m",
						"--interviews.cache.fresh-for=1h")) {
			for (int i = 0; i < talents; i++) {
				memory.get(Servers.TALENTS.replace("TALENT", "shared-" + i), Servers.AUTHORIZATION);
			}
			Map<String, IntFunction<Load>> subjects = new LinkedHashMap<>();
			subjects.put("hit in memory",
					(seconds) -> Load.of(memory, Servers.TALENT, seconds, FEW, Servers.AUTHORIZATION));
			subjects.put("hit in Redis", (seconds) -> Load.ofTalents(shared, Servers.TALENTS, "shared-", talents,
					seconds, FEW, Servers.AUTHORIZATION));
			subjects.put("miss, with Redis", (seconds) -> missing(memory, seconds));
			subjects.put("miss, without Redis", (seconds) -> missing(alone, seconds));
			List.of(memory, shared, alone)
				.forEach((server) -> Servers.untilCompiled(server,
						(round) -> subjects.values().forEach((subject) -> subject.apply(Servers.SECONDS))));
			Map<String, List<Load>> rounds = new LinkedHashMap<>();
			Map<String, Double> redisCpu = new LinkedHashMap<>();
			for (int i = 0; i < Servers.ROUNDS; i++) {
				subjects.forEach((name, subject) -> {
					double before = redis.cpuSeconds();
					Load load = subject.apply(Servers.SECONDS);
					rounds.computeIfAbsent(name, (key) -> new ArrayList<>()).add(load);
					redisCpu.merge(name,
							(redis.cpuSeconds() - before) / load.perSecond() / Servers.SECONDS * 1e6 / Servers.ROUNDS,
							Double::sum);
				});
			}
			StringBuilder table = new StringBuilder("""
					| %d callers, Feishu answering at once | p50 | CPU of the service | CPU of Redis |
					|---|---|---|---|
					""".formatted(FEW));
			rounds.forEach((name, loads) -> table.append("| %s | %.2f ms | %.0f µs | %.0f µs |%n".formatted(name,
					Load.median(loads).p50() / 1000, Load.median(loads).cpu(), redisCpu.get(name))));
			this.servers.report("redis", table.toString());
		}
	}

	private Load missing(Server service, int seconds) {
		return Load.ofTalents(service, Servers.TALENTS, "redis-" + this.misses++ + "-", 0, seconds, FEW,
				Servers.AUTHORIZATION);
	}

	private static String[] with(String[] settings, String... more) {
		return Stream.of(settings, more).flatMap(Stream::of).toArray(String[]::new);
	}

}
