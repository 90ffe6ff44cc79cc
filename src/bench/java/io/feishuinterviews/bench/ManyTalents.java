package io.feishuinterviews.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * A hundred thousand talents are cached.
 */
final class ManyTalents implements Measurement {

	private final Servers servers;

	ManyTalents(Servers servers) {
		this.servers = servers;
	}

	@Override
	public void run() {
		int count = 100_000;
		int megabytes = 900;
		String answer = MadeUpTalent.answer(1, 1, 1);
		this.servers.feishu.respondWith(answer);
		try (Server service = this.servers.service(this.servers.java25, "-Xmx3g",
				"--interviews.cache.max-size=" + megabytes + "MB", "--interviews.cache.fresh-for=1h")) {
			String[] gzip = Servers.withKey("Accept-Encoding", "gzip");
			Load.ofTalents(service, Servers.TALENTS, "one-", 1, 30, Servers.WARMING, gzip);
			long empty = service.heapBytes(this.servers.java25);
			Servers.fill(service, "many-", count);
			long full = service.heapBytes(this.servers.java25);
			Servers.warmUp(8, (connections) -> {
				Load.ofTalents(service, Servers.TALENTS, "one-", 1, 3, connections, gzip);
				Load.ofTalents(service, Servers.TALENTS, "many-", count, 3, connections, gzip);
			});
			this.servers.feishu.takeCallCount();
			List<Load> one = new ArrayList<>();
			List<Load> all = new ArrayList<>();
			for (int i = 0; i < Servers.ROUNDS; i++) {
				one.add(Load.ofTalents(service, Servers.TALENTS, "one-", 1, Servers.SECONDS, Servers.CONNECTIONS,
						gzip));
				all.add(Load.ofTalents(service, Servers.TALENTS, "many-", count, Servers.SECONDS, Servers.CONNECTIONS,
						gzip));
			}
			int misses = this.servers.feishu.takeCallCount();
			double ratio = Load.median(all).perSecond() / Load.median(one).perSecond();
			this.servers.report("many", """
					| %,d cached talents of %d bytes each at Feishu's, `max-size` %d MB | target | measured |
					|---|---|---|
					| throughput beside that of one | ≥ 0.9 | %.2f (%d misses) |
					| heap beyond the empty service's, beside `max-size` | ≤ 1.3 | %.2f (%d MB; empty %d MB) |
					""".formatted(count, answer.length(), megabytes, ratio, misses,
					(full - empty) / 1048576.0 / megabytes, (full - empty) >> 20, empty >> 20));
		}
		finally {
			this.servers.feishu.respondWithVariedTalents();
		}
	}

}
