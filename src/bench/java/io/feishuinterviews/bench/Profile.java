package io.feishuinterviews.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Profiles a hit or a miss: writes a recording, and prints the most frequent methods.
 */
final class Profile implements Measurement {

	private final Servers servers;

	private final boolean misses;

	Profile(Servers servers, boolean misses) {
		this.servers = servers;
		this.misses = misses;
	}

	@Override
	public void run() {
		Path recording = Path.of(this.misses ? "target/misses.jfr" : "target/hits.jfr").toAbsolutePath();
		try (Server service = this.servers.service(this.servers.java25, "-Xmx1g")) {
			String[] gzip = Servers.withKey("Accept-Encoding", "gzip");
			this.servers.feishu.setDelay(this.misses ? 20 : 0);
			IntFunction<Load> load = this.misses
					? (connections) -> Load.ofTalents(service, Servers.TALENTS,
							connections + "-" + System.nanoTime() + "-", 0, 10, connections, Servers.AUTHORIZATION)
					: (connections) -> Load.of(service, Servers.TALENT, 8, connections, gzip);
			Servers.warmUp(10, load::apply);
			String pid = String.valueOf(service.process().pid());
			Server.run(this.servers.java25 + "/bin/jcmd", pid, "JFR.start", "name=profile", "settings=profile");
			Load measured = load.apply(Servers.CONNECTIONS);
			Server.run(this.servers.java25 + "/bin/jcmd", pid, "JFR.dump", "name=profile", "filename=" + recording);
			System.out.printf("%.0f requests/s, %.1f µs each%n", measured.perSecond(), measured.cpu());
		}
		finally {
			this.servers.feishu.setDelay(0);
		}
		for (String view : List.of("hot-methods", "allocation-by-class", "allocation-by-site", "gc",
				"contention-by-site")) {
			System.out.println(
					Server.run(this.servers.java25 + "/bin/jfr", "view", "--width", "140", view, recording.toString()));
		}
	}

}
