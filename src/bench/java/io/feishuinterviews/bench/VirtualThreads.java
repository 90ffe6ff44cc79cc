package io.feishuinterviews.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Hits, misses and requests under way while Feishu hangs, each on platform threads and on
 * virtual threads.
 */
final class VirtualThreads implements Measurement {

	private static final int UNDER_WAY = 500;

	private final Servers servers;

	private int misses;

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
			Map<String, Server> servers = new LinkedHashMap<>();
			servers.put("platform", platform);
			servers.put("virtual", virtual);
			Map<String, Rounds.Subject> subjects = new LinkedHashMap<>();
			servers.forEach((name, server) -> {
				subjects.put("hits, " + name, (seconds, connections) -> Load.of(server, Servers.TALENT, seconds,
						connections, Servers.withKey("Accept-Encoding", "gzip")));
				subjects.put("misses, " + name, (seconds, connections) -> miss(server, seconds, connections));
			});
			Map<String, Load> medians = Rounds.medians(3, subjects);
			servers.forEach((name, server) -> {
				Load hit = medians.get("hits, " + name);
				Load miss = medians.get("misses, " + name);
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

	/**
	 * Request talents that were not requested before.
	 */
	private Load miss(Server server, int seconds, int connections) {
		return Load.ofTalents(server, Servers.TALENTS, "miss-" + this.misses++ + "-", 0, seconds, connections,
				Servers.withKey("Accept-Encoding", "gzip"));
	}

	/**
	 * Return the memory of requests that wait for Feishu.
	 */
	private String hanging(Server server) {
		long heap = server.heapBytes(this.servers.java25);
		long resident = server.residentMegabytes();
		long threads = server.threads();
		this.servers.feishu.setDelay(20_000);
		try (SilentClients clients = new SilentClients(server, UNDER_WAY,
				(i) -> Servers.TALENTS.replace("TALENT", "waiting-" + i), "identity")) {
			Server.sleep(2000);
			return "%.1f MB, %d MB, %d".formatted((server.heapBytes(this.servers.java25) - heap) / 1048576.0,
					server.residentMegabytes() - resident, server.threads() - threads);
		}
		finally {
			this.servers.feishu.setDelay(0);
			// until the circuit breaker lets calls through again
			Server.sleep(9000);
		}
	}

}
