package io.feishuinterviews.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The most frequent requests of browsers: those for cached talents.
 */
final class Hits implements Measurement {

	private final Servers servers;

	Hits(Servers servers) {
		this.servers = servers;
	}

	@Override
	public void run() {
		try (Server service = this.servers.service(this.servers.java25, "-Xmx512m")) {
			Files.write(this.servers.dir.resolve("json"), service.get(Servers.TALENT, Servers.AUTHORIZATION));
			Files.write(this.servers.dir.resolve("gzip"),
					service.get(Servers.TALENT, Servers.withKey("Accept-Encoding", "gzip")));
			try (Server nginx = this.servers.nginx(); Server bare = this.servers.bare()) {
				Server nginxGzip = new Server("nginx, gzip on", nginx.process(), Servers.NGINX_GZIP);
				Map<String, Rounds.Subject> subjects = new LinkedHashMap<>();
				subjects.put("service, gzip", new Subject(service, "Accept-Encoding", "gzip"));
				subjects.put("nginx `gzip on`, gzip", new Subject(nginxGzip, "Accept-Encoding", "gzip"));
				subjects.put("bare servlet, gzip", new Subject(bare, "Accept-Encoding", "gzip"));
				subjects.put("service, identity", new Subject(service, "Accept-Encoding", "identity"));
				subjects.put("nginx, identity", new Subject(nginx, "Accept-Encoding", "identity"));
				subjects.put("bare servlet, identity", new Subject(bare, "Accept-Encoding", "identity"));
				subjects.put("service, 304", new Subject(service, "Accept-Encoding", "gzip", "If-None-Match", "*"));
				this.servers.report("hits", hits(Rounds.medians(2, subjects)));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String hits(Map<String, Load> medians) throws IOException {
		StringBuilder table = new StringBuilder("""
				The answer has %d bytes, compressed %d; what Feishu sent, %d.

				| | requests/s | p50 | p99 | server CPU per request |
				|---|---|---|---|---|
				""".formatted(Files.size(this.servers.dir.resolve("json")),
				Files.size(this.servers.dir.resolve("gzip")), this.servers.feishu.answerLength()));
		medians.forEach((name, load) -> table.append("| %s | %,.0f | %.2f ms | %.2f ms | %.1f µs |%n".formatted(name,
				load.perSecond(), load.p50() / 1000, load.p99() / 1000, load.cpu())));
		Load gzip = medians.get("service, gzip");
		Load identity = medians.get("service, identity");
		table.append("\n| ratio | target | measured |\n|---|---|---|\n");
		row(table, "hit, gzip: service / nginx `gzip on`", "≥ 1.3",
				gzip.perSecond() / medians.get("nginx `gzip on`, gzip").perSecond());
		row(table, "hit, identity: service / nginx `proxy_cache`", "≥ 0.4",
				identity.perSecond() / medians.get("nginx, identity").perSecond());
		row(table, "server CPU per hit, gzip: service / bare servlet", "≤ 3",
				gzip.cpu() / medians.get("bare servlet, gzip").cpu());
		row(table, "server CPU per hit, identity: service / bare servlet", "≤ 2.2",
				identity.cpu() / medians.get("bare servlet, identity").cpu());
		row(table, "304 / gzip hits", "≥ 1", medians.get("service, 304").perSecond() / gzip.perSecond());
		return table.toString();
	}

	private static void row(StringBuilder table, String what, String target, double measured) {
		table.append("| %s | %s | %.2f |%n".formatted(what, target, measured));
	}

	/**
	 * One server, with one kind of request.
	 *
	 * @param server the server
	 * @param headers what is sent beside the key
	 */
	private record Subject(Server server, String... headers) implements Rounds.Subject {

		@Override
		public Load load(int seconds, int connections) {
			return Load.of(this.server, Servers.TALENT, seconds, connections, Servers.withKey(this.headers));
		}

	}

}
