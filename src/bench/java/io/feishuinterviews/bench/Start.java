package io.feishuinterviews.bench;

import java.util.List;

/**
 * The time to the first response, and the memory after that.
 */
final class Start implements Measurement {

	private final Servers servers;

	Start(Servers servers) {
		this.servers = servers;
	}

	@Override
	public void run() {
		StringBuilder table = new StringBuilder("""
				| from the jar, `-Xmx256m` | start to first answer, median of 3 | RSS after load |
				|---|---|---|
				""");
		for (String java : List.of(this.servers.java17, this.servers.java25)) {
			double[] seconds = new double[3];
			long rss = 0;
			for (int i = 0; i < seconds.length; i++) {
				long start = System.nanoTime();
				try (Server service = this.servers.service(java, "-Xmx256m")) {
					service.get(Servers.TALENT, Servers.AUTHORIZATION);
					seconds[i] = (System.nanoTime() - start) / 1e9;
					if (i == seconds.length - 1) {
						Load.of(service, Servers.TALENT, 10, Servers.CONNECTIONS, Servers.AUTHORIZATION);
						rss = service.residentMegabytes();
					}
				}
			}
			table.append("| JDK %s | %.1f s | %d MB |%n".formatted(version(java), Load.median(seconds), rss));
		}
		this.servers.report("start", table.toString());
	}

	private static String version(String java) {
		return Server.run(java + "/bin/java", "-version")
			.lines()
			.findFirst()
			.orElseThrow()
			.replaceAll(".*\"(.*)\".*", "$1");
	}

}
