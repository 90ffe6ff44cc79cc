package io.feishuinterviews;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The network between an instance and Redis, which a test can slow down or cut. As with
 * TCP, nothing is lost on a connection that is cut for a while: it arrives later.
 */
public final class RedisProxy implements AutoCloseable {

	private final ServerSocket server;

	private final int redisPort;

	private final List<Socket> sockets = new CopyOnWriteArrayList<>();

	private volatile boolean requestsPass = true;

	private volatile boolean responsesPass = true;

	private volatile boolean open = true;

	private volatile Duration delay = Duration.ZERO;

	public RedisProxy(RedisServer redis) {
		this.redisPort = redis.port();
		try {
			this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		start(this::accept);
	}

	public String url() {
		return "redis://localhost:" + this.server.getLocalPort();
	}

	/**
	 * Let nothing pass, and close all connections.
	 */
	public void cut() {
		this.open = false;
		this.sockets.forEach(RedisProxy::close);
		this.sockets.clear();
	}

	/**
	 * Hold back the responses of Redis.
	 */
	public void cutResponses() {
		this.responsesPass = false;
	}

	/**
	 * Hold back what the instance sends.
	 */
	public void cutRequests() {
		this.requestsPass = false;
	}

	public void delay(Duration delay) {
		this.delay = delay;
	}

	/**
	 * Let everything pass again.
	 */
	public void restore() {
		this.delay = Duration.ZERO;
		this.requestsPass = true;
		this.responsesPass = true;
		this.open = true;
	}

	private void accept() {
		while (!this.server.isClosed()) {
			try {
				Socket client = this.server.accept();
				if (!this.open) {
					client.close();
					continue;
				}
				Socket redis = new Socket(InetAddress.getLoopbackAddress(), this.redisPort);
				this.sockets.add(client);
				this.sockets.add(redis);
				start(() -> pass(client, redis, true));
				start(() -> pass(redis, client, false));
			}
			catch (IOException ex) {
				// Redis is not there, or the test has ended
			}
		}
	}

	private void pass(Socket from, Socket to, boolean requests) {
		try (from; to) {
			InputStream in = from.getInputStream();
			OutputStream out = to.getOutputStream();
			byte[] buffer = new byte[64 * 1024];
			for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
				while (!(requests ? this.requestsPass : this.responsesPass) && !from.isClosed()) {
					Thread.sleep(5);
				}
				if (requests) {
					Thread.sleep(this.delay.toMillis());
				}
				out.write(buffer, 0, length);
				out.flush();
			}
		}
		catch (IOException ex) {
			// one side has closed the connection
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		cut();
	}

	private static void close(Socket socket) {
		try {
			socket.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void start(Runnable task) {
		Thread thread = new Thread(task, "redis-proxy");
		thread.setDaemon(true);
		thread.start();
	}

}
