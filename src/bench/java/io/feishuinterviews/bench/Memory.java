package io.feishuinterviews.bench;

import java.util.stream.IntStream;

import io.feishuinterviews.api.TalentHeapTable;

/**
 * Compares the heap of cached talents with the cache's estimate.
 */
final class Memory implements Measurement {

	private final Servers servers;

	Memory(Servers servers) {
		this.servers = servers;
	}

	@Override
	public void run() {
		StringBuilder table = new StringBuilder(TalentHeapTable.table(MadeUpTalent.answer(6, 2, 1)));
		int answer = this.servers.feishu.answerLength();
		table
			.append("""

					| talents | heap of each | beside Feishu's %,d bytes, target ≤ 0.7 | the cache's estimate beside the heap, target 0.85 to 1.15 |
					|---|---|---|---|
					"""
				.formatted(answer));
		for (int count : new int[] { 100, 10_000, 100_000 }) {
			try (Server service = this.servers.service(this.servers.java25, "-Xmx3g", "--interviews.cache.max-size=2GB",
					"--interviews.cache.fresh-for=1h", "--interviews.cache.stale-while-revalidate=1h",
					"--interviews.security.anonymous-scopes=ops")) {
				// classes and pools that every talent needs are there before
				Servers.fill(service, "before-", 1000);
				double estimateBefore = estimate(service);
				// the heap of a few talents is less than what other code may allocate
				// meanwhile
				int rounds = (count < 1000) ? 9 : 1;
				double heap = IntStream.range(0, rounds)
					.mapToDouble((round) -> heapOf(service, "talent-" + round + "-", count))
					.sorted()
					.toArray()[rounds / 2];
				double estimate = (estimate(service) - estimateBefore) / rounds;
				table.append("| %,d | %,.0f bytes | %.2f | %.2f |%n".formatted(count, heap / count,
						heap / count / answer, estimate / heap));
			}
		}
		try (Server service = this.servers.service(this.servers.java25, "-Xmx512m", "--interviews.cache.max-size=64MB",
				"--interviews.cache.fresh-for=1h", "--interviews.security.anonymous-scopes=ops")) {
			Servers.fill(service, "talent-", 10_000);
			table.append("""

					A cache with `max-size` 64 MB holds %,.0f of 10,000 such talents; at least 4,500 are wanted.
					""".formatted(metric(service, "cache.size", "cache:interviews")));
		}
		this.servers.report("heap", table.toString());
	}

	/**
	 * Return by how much the heap grows with that many more cached talents.
	 */
	private double heapOf(Server service, String prefix, int count) {
		double before = service.heapBytes(this.servers.java25);
		Servers.fill(service, prefix, count);
		return service.heapBytes(this.servers.java25) - before;
	}

	private static double estimate(Server service) {
		return metric(service, "interviews.cache.size", null);
	}

	private static double metric(Server service, String name, String tag) {
		String body = new String(service.get("/actuator/metrics/" + name + ((tag != null) ? "?tag=" + tag : "")));
		return Double.parseDouble(body.replaceAll("(?s).*?\"value\"\\s*:\\s*([-0-9.E]+).*", "$1"));
	}

}
