package io.feishuinterviews.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * Feishu hangs, and what is cached is no longer fresh.
 */
final class HangingFeishu implements Measurement {

	private final Servers servers;

	HangingFeishu(Servers servers) {
		this.servers = servers;
	}

	@Override
	public void run() {
		try (Server service = this.servers.service(this.servers.java25, "-Xmx512m",
				"--interviews.cache.fresh-for=2s")) {
			Servers.warmUp(10,
					(connections) -> Load.of(service, Servers.TALENT, 4, connections, Servers.AUTHORIZATION));
			List<Load> fresh = new ArrayList<>();
			List<Load> hanging = new ArrayList<>();
			for (int i = 0; i < Servers.ROUNDS; i++) {
				service.get(Servers.TALENT, Servers.withKey("Cache-Control", "no-cache"));
				fresh.add(Load.of(service, Servers.TALENT, 2, Servers.CONNECTIONS, Servers.AUTHORIZATION));
				this.servers.feishu.setDelay(60_000);
				Server.sleep(500);
				hanging
					.add(Load.of(service, Servers.TALENT, Servers.SECONDS, Servers.CONNECTIONS, Servers.AUTHORIZATION));
				this.servers.feishu.setDelay(0);
				// until the circuit breaker lets calls through again
				Server.sleep(9_000);
			}
			double ratio = Load.median(hanging).p99() / Load.median(fresh).p99();
			this.servers.report("hanging", """
					| hit while Feishu hangs, entry past `fresh-for` | target | measured |
					|---|---|---|
					| p99, beside a fresh hit's | as a fresh hit's | %.2f ms, %.2f ms (%.2f) |
					""".formatted(Load.median(hanging).p99() / 1000, Load.median(fresh).p99() / 1000, ratio));
		}
		finally {
			this.servers.feishu.setDelay(0);
		}
	}

}
