package io.feishuinterviews.feishu;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import org.jspecify.annotations.Nullable;

/**
 * A server on a bare socket of this machine, with a thread for each connection.
 */
public abstract class LoopbackServer implements AutoCloseable {

	private final ServerSocket server;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	LoopbackServer() {
		try {
			this.server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.threads.execute(this::accept);
	}

	private void accept() {
		try {
			while (true) {
				Socket socket = this.server.accept();
				execute(() -> serve(socket));
			}
		}
		catch (IOException ex) {
			// closed
		}
	}

	/**
	 * Serve a connection to its end, and close it.
	 */
	abstract void serve(Socket socket);

	public int port() {
		return this.server.getLocalPort();
	}

	void execute(Runnable task) {
		this.threads.execute(task);
	}

	/**
	 * Read the head of a request.
	 * @return the request line and headers, {@code null} if the connection is closed
	 */
	static @Nullable String readHead(InputStream in) throws IOException {
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int next = in.read();
			if (next < 0) {
				return null;
			}
			head.append((char) next);
		}
		return head.toString();
	}

	static void write(Socket socket, String text) throws IOException {
		socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
		socket.getOutputStream().flush();
	}

	@Override
	public void close() throws IOException {
		this.server.close();
		this.threads.shutdownNow();
	}

}
