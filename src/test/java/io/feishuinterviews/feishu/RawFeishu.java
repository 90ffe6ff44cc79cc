package io.feishuinterviews.feishu;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;

/**
 * Feishu on a bare socket, for behaviour that no HTTP server has: it resets, hangs,
 * stalls and sends slowly, and observes when its connections are closed.
 */
public final class RawFeishu extends LoopbackServer {

	public static final String TOKEN = """
			{"code":0,"msg":"ok","tenant_access_token":"t-sandbox","expire":7200}""";

	public static final String INTERVIEWS = """
			{"code":0,"data":{"items":[{"interview_list":[{"id":"1"}]}]}}""";

	private final AtomicInteger open = new AtomicInteger();

	private final List<String> requests = new CopyOnWriteArrayList<>();

	private volatile Behaviour tokens = answer(TOKEN);

	private volatile Behaviour interviews = answer(INTERVIEWS);

	public String url() {
		return "http://127.0.0.1:" + port();
	}

	public void tokens(Behaviour behaviour) {
		this.tokens = behaviour;
	}

	public void interviews(Behaviour behaviour) {
		this.interviews = behaviour;
	}

	/**
	 * Return the number of requests whose path has some text in it.
	 */
	public long requests(String text) {
		return this.requests.stream().filter((request) -> request.contains(text)).count();
	}

	/**
	 * Return the number of connections that the service has not closed.
	 */
	public int openConnections() {
		return this.open.get();
	}

	@Override
	void serve(Socket socket) {
		this.open.incrementAndGet();
		try (socket) {
			String request = read(socket.getInputStream());
			while (request != null) {
				this.requests.add(request);
				(request.startsWith("POST") ? this.tokens : this.interviews).answer(socket);
				request = read(socket.getInputStream());
			}
		}
		catch (IOException | InterruptedException ex) {
			// the connection has been reset
		}
		finally {
			this.open.decrementAndGet();
		}
	}

	/**
	 * Read a request with its body.
	 * @return the request line and headers, {@code null} if the connection is closed
	 */
	private static @Nullable String read(InputStream in) throws IOException {
		String head = readHead(in);
		if (head == null) {
			return null;
		}
		int length = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
		if (length >= 0) {
			in.readNBytes(Integer.parseInt(head.substring(length + 16, head.indexOf("\r\n", length))));
		}
		return head;
	}

	public static Behaviour answer(String json) {
		return (socket) -> write(socket, head(json.length()) + json);
	}

	/**
	 * Send the headers, and never the body.
	 */
	public static Behaviour stall() {
		return (socket) -> write(socket, head(1000));
	}

	/**
	 * Send the body so slowly that it never comes to an end.
	 */
	public static Behaviour drip() {
		return (socket) -> {
			write(socket, head(100_000));
			while (true) {
				write(socket, " ");
				Thread.sleep(50);
			}
		};
	}

	public static Behaviour hang() {
		return (socket) -> {
		};
	}

	public static Behaviour reset() {
		return (socket) -> {
			socket.setSoLinger(true, 0);
			socket.close();
		};
	}

	/**
	 * Behave in one way so many times, and then in another.
	 */
	public static Behaviour first(int times, Behaviour behaviour, Behaviour then) {
		AtomicInteger count = new AtomicInteger();
		return (socket) -> ((count.getAndIncrement() < times) ? behaviour : then).answer(socket);
	}

	private static String head(int length) {
		return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Tt-Logid: LOG1\r\nContent-Length: %d\r\n\r\n"
			.formatted(length);
	}

	/**
	 * Handles a request.
	 */
	@FunctionalInterface
	public interface Behaviour {

		void answer(Socket socket) throws IOException, InterruptedException;

	}

}
