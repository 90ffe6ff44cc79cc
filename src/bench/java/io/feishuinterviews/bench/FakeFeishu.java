package io.feishuinterviews.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Feishu, which responds after a configurable delay.
 */
public final class FakeFeishu implements AutoCloseable {

	private final HttpServer server;

	private final AtomicInteger calls = new AtomicInteger();

	private volatile long delayMillis;

	private volatile List<byte[]> answers;

	FakeFeishu(int port) throws IOException {
		// many connections may come at once
		this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
		this.server.setExecutor(Executors.newCachedThreadPool((task) -> {
			Thread thread = new Thread(task);
			thread.setDaemon(true);
			return thread;
		}));
		this.answers = variedTalents();
		byte[] token = bytes("{\"code\":0,\"msg\":\"ok\",\"tenant_access_token\":\"t-bench\",\"expire\":7200}");
		this.server.createContext("/open-apis/auth/v3/tenant_access_token/internal",
				(exchange) -> send(exchange, token));
		this.server.createContext("/open-apis/hire/v1/interviews/get_by_talent", (exchange) -> {
			this.calls.incrementAndGet();
			sleep(this.delayMillis);
			send(exchange, answer(exchange.getRequestURI().getRawQuery()));
		});
		this.server.start();
	}

	/**
	 * Start it alone, to try the service out against it.
	 * @param args the port
	 */
	public static void main(String[] args) throws IOException {
		new FakeFeishu(Integer.parseInt(args[0]));
		System.out.println("Feishu responds at http://127.0.0.1:" + args[0]);
	}

	/**
	 * Use the same response for every talent.
	 */
	void respondWith(String answer) {
		this.answers = List.of(bytes(answer));
	}

	/**
	 * Use different responses for different talents, each with six interviews.
	 */
	void respondWithVariedTalents() {
		this.answers = variedTalents();
	}

	private static List<byte[]> variedTalents() {
		return LongStream.range(0, 64).mapToObj((seed) -> bytes(MadeUpTalent.answer(6, 2, seed))).toList();
	}

	private byte[] answer(String query) {
		return this.answers.get(Math.floorMod(query.hashCode(), this.answers.size()));
	}

	/**
	 * Return how long the responses are, on average.
	 * @return bytes
	 */
	int answerLength() {
		return (int) this.answers.stream().mapToInt((answer) -> answer.length).average().orElseThrow();
	}

	void setDelay(long millis) {
		this.delayMillis = millis;
	}

	int takeCallCount() {
		return this.calls.getAndSet(0);
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

	private static void send(HttpExchange exchange, byte[] body) throws IOException {
		try (exchange) {
			exchange.getRequestBody().readAllBytes();
			exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
			exchange.sendResponseHeaders(200, body.length);
			exchange.getResponseBody().write(body);
		}
	}

	private static void sleep(long millis) {
		try {
			TimeUnit.MILLISECONDS.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
