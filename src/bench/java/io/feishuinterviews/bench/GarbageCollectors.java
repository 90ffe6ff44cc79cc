package io.feishuinterviews.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares garbage collectors with twenty thousand cached talents in a container of 512
 * MB and two cores: hits, and refreshes of all talents in turn.
 */
final class GarbageCollectors implements Measurement {

	private static final int TALENTS = 20_000;

	private static final Pattern PAUSE = Pattern.compile("Pause.* ([0-9.]+)ms$");

	private final Servers servers;

	GarbageCollectors(Servers servers) {
		this.servers = servers;
	}

	@Override
	public void run() {
		Map<String, String> flags = new LinkedHashMap<>();
		flags.put("G1", "-XX:+UseG1GC");
		flags.put("generational ZGC", "-XX:+UseZGC");
		flags.put("serial", "-XX:+UseSerialGC");
		StringBuilder table = new StringBuilder(
				"""
						| 20,000 talents, heap 384 MB | hits/s | hits, p99 | server CPU per hit | CPU per miss | pauses | longest pause | all pauses, share of the time | RSS |
						|---|---|---|---|---|---|---|---|---|
						""");
		flags.forEach((name, flag) -> table.append(measure(name, flag)));
		this.servers.report("collectors", table.toString());
	}

	private String measure(String name, String flag) {
		Path log = this.servers.dir.resolve("gc-%s.log".formatted(flag.replaceAll("\\W", "")));
		try (Server service = this.servers.service(this.servers.java25, "-Xmx384m",
				List.of(flag, "-Xlog:gc:file=" + log), "--interviews.cache.max-size=280MB",
				"--interviews.cache.fresh-for=1h")) {
			Servers.fill(service, "many-", TALENTS);
			String[] gzip = Servers.withKey("Accept-Encoding", "gzip");
			Servers.warmUp(8,
					(connections) -> Load.ofTalents(service, Servers.TALENTS, "many-", TALENTS, 3, connections, gzip));
			long before = pauses(log).getCount();
			List<Load> hits = new ArrayList<>();
			for (int i = 0; i < Servers.ROUNDS; i++) {
				hits.add(Load.ofTalents(service, Servers.TALENTS, "many-", TALENTS, Servers.SECONDS,
						Servers.CONNECTIONS, gzip));
			}
			List<Load> misses = new ArrayList<>();
			for (int i = 0; i < Servers.ROUNDS; i++) {
				misses.add(Load.ofTalents(service, Servers.TALENTS, "miss-" + i + "-", 0, Servers.SECONDS,
						Servers.CONNECTIONS, gzip));
			}
			DoubleSummaryStatistics pauses = pauses(log, before);
			Load hit = Load.median(hits);
			return "| %s | %,.0f | %.1f ms | %.0f µs | %.0f µs | %d | %.1f ms | %.1f %% | %d MB |%n".formatted(name,
					hit.perSecond(), hit.p99() / 1000, hit.cpu(), Load.median(misses).cpu(), pauses.getCount(),
					Math.max(pauses.getMax(), 0), pauses.getSum() / 10 / (2 * Servers.ROUNDS * Servers.SECONDS),
					service.residentMegabytes());
		}
	}

	private static DoubleSummaryStatistics pauses(Path log) {
		return pauses(log, 0);
	}

	private static DoubleSummaryStatistics pauses(Path log, long skip) {
		try {
			return Files.readAllLines(log)
				.stream()
				.map(PAUSE::matcher)
				.filter(Matcher::find)
				.skip(skip)
				.mapToDouble((pause) -> Double.parseDouble(pause.group(1)))
				.summaryStatistics();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
