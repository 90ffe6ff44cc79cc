package io.feishuinterviews.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a page with a list of candidates asks for: thirty cached talents at once.
 */
final class Batches implements Measure {

	private static final int TALENTS = 30;

	/**
	 * How many clients do not read their response.
	 */
	private static final int READERS = 220;

	private static final String PATH = "/talents/interviews?"
			+ IntStream.range(0, TALENTS).mapToObj((i) -> "talentId=batch-" + i).collect(Collectors.joining("&"));

	private final Servers servers;

	Batches(Servers servers) {
		this.servers = servers;
	}

	@Override
	public void run() {
		try (Server service = this.servers.service(this.servers.java25, "-Xmx512m",
				"--interviews.cache.fresh-for=1h")) {
			Servers.fill(service, "batch-", 100);
			Map<String, Round> subjects = new LinkedHashMap<>();
			subjects.put("batch of 30, gzip", (seconds, connections) -> Load.of(service, PATH, seconds, connections,
					Servers.withKey("Accept-Encoding", "gzip")));
			subjects.put("batch of 30, identity",
					(seconds, connections) -> Load.of(service, PATH, seconds, connections, Servers.AUTHORIZATION));
			subjects.put("single hit, gzip", (seconds, connections) -> Load.ofTalents(service, Servers.TALENTS,
					"batch-", TALENTS, seconds, connections, Servers.withKey("Accept-Encoding", "gzip")));
			Servers.warmUp(10, (connections) -> subjects.values().forEach((subject) -> subject.load(3, connections)));
			Map<String, List<Load>> rounds = new LinkedHashMap<>();
			List<String> turns = new ArrayList<>(subjects.keySet());
			Random random = new Random(1);
			for (int i = 0; i < Servers.ROUNDS; i++) {
				Collections.shuffle(turns, random);
				turns.forEach((name) -> rounds.computeIfAbsent(name, (key) -> new ArrayList<>())
					.add(subjects.get(name).load(Servers.SECONDS, Servers.CONNECTIONS)));
			}
			this.servers.report("batches", table(subjects.keySet().stream().toList(), rounds) + unread(service));
		}
	}

	private static String table(List<String> names, Map<String, List<Load>> rounds) {
		Map<String, Double> cpu = new LinkedHashMap<>();
		names.forEach((name) -> cpu.put(name, Load.median(rounds.get(name)).cpu()));
		StringBuilder table = new StringBuilder("""
				| cached talents | server CPU per request |
				|---|---|
				""");
		cpu.forEach((name, micros) -> table.append("| %s | %,.0f µs |%n".formatted(name, micros)));
		double gzip = cpu.get(names.get(0));
		return table.append("""

				| ratio | target | measured |
				|---|---|---|
				| batch, gzip / identity | ≤ 1.5 | %.2f |
				| batch, gzip / 30 single hits, gzip | ≤ 0.15 | %.2f |
				""".formatted(gzip / cpu.get(names.get(1)), gzip / TALENTS / cpu.get(names.get(2)))).toString();
	}

	/**
	 * Return what clients cost that request a batch and do not read it.
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
			List<Socket> sockets = new ArrayList<>();
			try {
				byte[] request = "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nAccept-Encoding: %s\r\n\r\n"
					.formatted(PATH, Servers.KEY, coding)
					.getBytes(StandardCharsets.US_ASCII);
				for (int i = 0; i < READERS; i++) {
					Socket socket = new Socket();
					socket.setReceiveBufferSize(4096);
					socket.connect(new java.net.InetSocketAddress("127.0.0.1", service.port()));
					socket.getOutputStream().write(request);
					sockets.add(socket);
				}
				Server.sleep(3000);
				table.append("| %s | %.1f MB | %d |%n".formatted(coding,
						(service.heapBytes(this.servers.java25) - heap) / 1048576.0, service.threads() - threads));
				for (Socket socket : sockets) {
					socket.close();
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
			Server.sleep(2000);
		}
		return table.toString();
	}

	/**
	 * A round of requests.
	 */
	@FunctionalInterface
	private interface Round {

		Load load(int seconds, int connections);

	}

}
