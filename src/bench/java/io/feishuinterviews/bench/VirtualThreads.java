package io.feishuinterviews.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Hits, misses and requests under way while Feishu hangs, each on platform threads and on
 * virtual threads.
 */
final class VirtualThreads implements Measure {

	private static final int UNDER_WAY = 500;

	private final Servers servers;

	VirtualThreads(Servers servers) {
		this.servers = servers;
	}

	@Override
	public void run() {
		StringBuilder table = new StringBuilder("""
				| threads | hits/s | hits, p99 | server CPU per hit | misses/s | server CPU per miss | \
				%d requests while Feishu hangs: heap, RSS and threads beyond those without them |
				|---|---|---|---|---|---|---|
				""".formatted(UNDER_WAY));
		try (Server platform = service(Servers.SERVICE, false); Server virtual = service(Servers.SERVICE + 10, true)) {
			Map<String, Server> subjects = new LinkedHashMap<>();
			subjects.put("platform", platform);
			subjects.put("virtual", virtual);
			Map<String, List<Load>> hits = new LinkedHashMap<>();
			Map<String, List<Load>> misses = new LinkedHashMap<>();
			subjects.forEach((name, server) -> Servers.warmUp(10, (connections) -> {
				hit(server, connections);
				miss(server, "warm-" + System.nanoTime() + "-", connections);
			}));
			for (int i = 0; i < Servers.ROUNDS; i++) {
				String prefix = "miss-" + i + "-";
				subjects.forEach((name, server) -> {
					hits.computeIfAbsent(name, (key) -> new ArrayList<>()).add(hit(server, Servers.CONNECTIONS));
					misses.computeIfAbsent(name, (key) -> new ArrayList<>())
						.add(miss(server, prefix, Servers.CONNECTIONS));
				});
			}
			subjects.forEach((name, server) -> {
				Load hit = Load.median(hits.get(name));
				Load miss = Load.median(misses.get(name));
				table.append("| %s | %,.0f | %.1f ms | %.0f µs | %,.0f | %.0f µs | %s |%n".formatted(name,
						hit.perSecond(), hit.p99() / 1000, hit.cpu(), miss.perSecond(), miss.cpu(), hanging(server)));
			});
		}
		this.servers.report("threads", table.toString());
	}

	private Server service(int port, boolean virtual) {
		return this.servers.service(port, this.servers.java25, "-Xmx512m",
				"--spring.threads.virtual.enabled=" + virtual, "--interviews.cache.fresh-for=1h");
	}

	private static Load hit(Server server, int connections) {
		return Load.of(server, Servers.TALENT, Servers.SECONDS, connections,
				Servers.withKey("Accept-Encoding", "gzip"));
	}

	private static Load miss(Server server, String prefix, int connections) {
		return Load.ofTalents(server, Servers.TALENTS, prefix, 0, Servers.SECONDS, connections,
				Servers.withKey("Accept-Encoding", "gzip"));
	}

	/**
	 * Return what requests take that wait for Feishu.
	 */
	private String hanging(Server server) {
		long heap = server.heapBytes(this.servers.java25);
		long resident = server.residentMegabytes();
		long threads = server.threads();
		this.servers.feishu.takes(20_000);
		try (Crowd crowd = new Crowd(server, UNDER_WAY)) {
			Server.sleep(2000);
			return "%.1f MB, %d MB, %d".formatted((server.heapBytes(this.servers.java25) - heap) / 1048576.0,
					server.residentMegabytes() - resident, server.threads() - threads);
		}
		finally {
			this.servers.feishu.takes(0);
			// until the circuit breaker lets calls through again
			Server.sleep(9000);
		}
	}

}
