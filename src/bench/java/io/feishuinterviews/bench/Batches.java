package io.feishuinterviews.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The request of a page with a list of candidates: thirty cached talents at once.
 */
final class Batches implements Measurement {

	private static final int TALENTS = 30;

	/**
	 * How many clients do not read their response.
	 */
	private static final int READERS = 220;

	private static final String PATH = "/talents/interviews?"
			+ IntStream.range(0, TALENTS).mapToObj((i) -> "talentId=batch-" + i).collect(Collectors.joining("&"));

	private static final String GZIP = "batch of 30, gzip";

	private static final String IDENTITY = "batch of 30, identity";

	private static final String SINGLE = "single hit, gzip";

	private final Servers servers;

	Batches(Servers servers) {
		this.servers = servers;
	}

	@Override
	public void run() {
		try (Server service = this.servers.service(this.servers.java25, "-Xmx512m",
				"--interviews.cache.fresh-for=1h")) {
			Servers.fill(service, "batch-", 100);
			String[] gzip = Servers.withKey("Accept-Encoding", "gzip");
			Map<String, Rounds.Subject> subjects = new LinkedHashMap<>();
			subjects.put(GZIP, (seconds, connections) -> Load.of(service, PATH, seconds, connections, gzip));
			subjects.put(IDENTITY,
					(seconds, connections) -> Load.of(service, PATH, seconds, connections, Servers.AUTHORIZATION));
			subjects.put(SINGLE, (seconds, connections) -> Load.ofTalents(service, Servers.TALENTS, "batch-", TALENTS,
					seconds, connections, gzip));
			this.servers.report("batches", table(Rounds.medians(3, subjects)) + unread(service));
		}
	}

	private static String table(Map<String, Load> medians) {
		StringBuilder table = new StringBuilder("""
				| cached talents | server CPU per request |
				|---|---|
				""");
		medians.forEach((name, load) -> table.append("| %s | %,.0f µs |%n".formatted(name, load.cpu())));
		double gzip = medians.get(GZIP).cpu();
		return table.append("""

				| ratio | target | measured |
				|---|---|---|
				| batch, gzip / identity | ≤ 1.5 | %.2f |
				| batch, gzip / 30 single hits, gzip | ≤ 0.15 | %.2f |
				""".formatted(gzip / medians.get(IDENTITY).cpu(), gzip / TALENTS / medians.get(SINGLE).cpu()))
			.toString();
	}

	/**
	 * Return the cost of clients that request a batch and do not read it.
	 */
	private String unread(Server service) {
		StringBuilder table = new StringBuilder(
				"""

						| %d clients that do not read their batch | heap beyond that without them | threads beyond those without them |
						|---|---|---|
						"""
					.formatted(READERS));
		for (String coding : List.of("gzip", "identity")) {
			long heap = service.heapBytes(this.servers.java25);
			long threads = service.threads();
			try (SilentClients clients = new SilentClients(service, READERS, (i) -> PATH, coding)) {
				Server.sleep(3000);
				table.append("| %s | %.1f MB | %d |%n".formatted(coding,
						(service.heapBytes(this.servers.java25) - heap) / 1048576.0, service.threads() - threads));
			}
			Server.sleep(2000);
		}
		return table.toString();
	}

}
