package io.feishuinterviews.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Each caller requests a talent that was not requested before; then fifty callers request
 * the same one.
 */
final class Misses implements Measurement {

	private final Servers servers;

	Misses(Servers servers) {
		this.servers = servers;
	}

	@Override
	public void run() {
		Server direct = new Server("Feishu", ProcessHandle.current(), Servers.FEISHU);
		try (Server service = this.servers.service(this.servers.java25, "-Xmx1g",
				"--interviews.cache.max-size=256MB")) {
			Servers.untilCompiled(service, (round) -> Load.ofTalents(service, Servers.TALENTS, "warm-" + round + "-", 0,
					10, Servers.WARMING, Servers.AUTHORIZATION));
			this.servers.feishu.setDelay(20);
			Load.ofTalents(service, Servers.TALENTS, "warmer-", 0, 20, Servers.CONNECTIONS, Servers.AUTHORIZATION);
			StringBuilder table = new StringBuilder("""
					| miss, Feishu taking 20 ms | added to Feishu's p50, target ≤ 2 ms | p50 | Feishu alone | \
					server CPU | of it, the JIT compiler's |
					|---|---|---|---|---|---|
					""");
			for (int callers : new int[] { Servers.WARMING, Servers.CONNECTIONS }) {
				table.append(row(service, direct, callers));
			}
			this.servers.report("misses", table.toString());
			cold(service);
		}
		finally {
			this.servers.feishu.setDelay(0);
		}
	}

	private String row(Server service, Server direct, int callers) {
		List<Load> through = new ArrayList<>();
		List<Load> without = new ArrayList<>();
		double compiler = service.compilerShare(() -> {
			for (int i = 0; i < Servers.ROUNDS; i++) {
				through.add(Load.ofTalents(service, Servers.TALENTS, "miss-%d-%d-".formatted(callers, i), 0,
						Servers.SECONDS, callers, Servers.AUTHORIZATION));
				without.add(Load.ofTalents(direct, "/open-apis/hire/v1/interviews/get_by_talent?talent_id=TALENT", "x",
						0, Servers.SECONDS, callers));
			}
		});
		double p50 = Load.median(through).p50() / 1000;
		double alone = Load.median(without).p50() / 1000;
		return "| %d callers | %.2f ms | %.2f ms | %.2f ms | %.0f µs | %.0f %% |%n".formatted(callers, p50 - alone, p50,
				alone, Load.median(through).cpu(), 100 * compiler);
	}

	/**
	 * Fifty callers request a talent that was not requested before.
	 */
	private void cold(Server service) {
		this.servers.feishu.setDelay(300);
		double[] slowest = new double[20];
		List<Integer> calls = new ArrayList<>();
		for (int i = 0; i < slowest.length; i++) {
			this.servers.feishu.takeCallCount();
			slowest[i] = slowestOf(service, "/talents/cold-%d/interviews".formatted(i), 50);
			calls.add(this.servers.feishu.takeCallCount());
		}
		this.servers.report("cold",
				"""
						| 50 callers, one cold talent, Feishu taking 300 ms | target | measured |
						|---|---|---|
						| calls to Feishu, each of %d times | 1 | %s |
						| slowest caller, median | ≤ 320 ms | %.1f ms |
						""".formatted(slowest.length,
						calls.stream().distinct().map(String::valueOf).collect(Collectors.joining(", ")),
						Load.median(slowest)));
	}

	/**
	 * Let many callers request the same talent at once, each on an open connection.
	 * @return the milliseconds until the last one has a response
	 */
	private static double slowestOf(Server server, String path, int callers) {
		byte[] request = "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
			.formatted(path, Servers.KEY)
			.getBytes(StandardCharsets.US_ASCII);
		ExecutorService threads = Executors.newFixedThreadPool(callers);
		try {
			CountDownLatch ready = new CountDownLatch(callers);
			CountDownLatch go = new CountDownLatch(1);
			List<Future<Long>> times = IntStream.range(0, callers).mapToObj((i) -> threads.submit(() -> {
				try (Socket socket = new Socket("127.0.0.1", server.port())) {
					socket.setTcpNoDelay(true);
					ready.countDown();
					go.await();
					long start = System.nanoTime();
					socket.getOutputStream().write(request);
					readAnswer(socket.getInputStream());
					return System.nanoTime() - start;
				}
			})).toList();
			ready.await();
			go.countDown();
			long slowest = 0;
			for (Future<Long> time : times) {
				slowest = Math.max(slowest, time.get());
			}
			return slowest / 1e6;
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static void readAnswer(InputStream in) throws IOException {
		byte[] buffer = new byte[65536];
		StringBuilder answer = new StringBuilder();
		int end = -1;
		while (end < 0 || answer.length() < end) {
			int count = in.read(buffer);
			if (count < 0) {
				throw new IOException("the connection was closed");
			}
			answer.append(new String(buffer, 0, count, StandardCharsets.ISO_8859_1));
			int body = answer.indexOf("\r\n\r\n");
			if (body > 0 && end < 0) {
				if (!answer.substring(0, 12).equals("HTTP/1.1 200")) {
					throw new IOException(answer.toString());
				}
				String length = answer.substring(0, body).toLowerCase(Locale.ROOT).split("content-length: ")[1];
				end = body + 4 + Integer.parseInt(length.lines().findFirst().orElseThrow());
			}
		}
	}

}
