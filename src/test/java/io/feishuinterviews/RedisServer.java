package io.feishuinterviews;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.springframework.util.FileSystemUtils;

import static org.awaitility.Awaitility.await;

/**
 * A real Redis: {@code redis-server} as a child process on a port of its own.
 */
public final class RedisServer implements AutoCloseable {

	private final File program = Requirements.program("What instances share", "redis-server");

	private final File cli = Requirements.program("What instances share", "redis-cli");

	private final int port = freePort();

	private final Path directory;

	private final List<String> settings;

	private Process process;

	/**
	 * Start Redis.
	 * @param settings settings, as {@code --name value}
	 */
	public RedisServer(String... settings) {
		try {
			this.directory = Files.createTempDirectory("redis");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.settings = List.of(settings);
		start();
	}

	/**
	 * Start a node of a Redis Cluster, which has no other nodes yet.
	 */
	public static RedisServer clusterNode() {
		return new RedisServer("--cluster-enabled", "yes", "--cluster-port", "" + freePort());
	}

	/**
	 * Start a replica of another Redis.
	 */
	public static RedisServer replicaOf(RedisServer master) {
		return new RedisServer("--replicaof", "127.0.0.1 " + master.port());
	}

	/**
	 * Start a Sentinel, which makes another replica the master if the master is down for
	 * half a second.
	 * @param name what clients call the master
	 */
	public static RedisServer sentinel(String name, RedisServer master) {
		// Sentinel writes the state into its configuration
		Path configuration = write("sentinel.conf", """
				sentinel monitor %1$s 127.0.0.1 %2$d 1
				sentinel down-after-milliseconds %1$s 500
				sentinel failover-timeout %1$s 5000
				""".formatted(name, master.port()));
		return new RedisServer(configuration.toString(), "--sentinel");
	}

	/**
	 * Start a Redis that accepts TLS, too.
	 * @param certificate its certificate, as PEM
	 * @param key the private key, as PEM
	 */
	public static RedisServer withTls(int port, String certificate, String key) {
		return new RedisServer("--tls-port", "" + port, "--tls-cert-file", write("redis.crt", certificate).toString(),
				"--tls-key-file", write("redis.key", key).toString(), "--tls-auth-clients", "no");
	}

	private static Path write(String name, String text) {
		try {
			Path file = Files.createTempDirectory("redis").resolve(name);
			file.toFile().deleteOnExit();
			file.getParent().toFile().deleteOnExit();
			return Files.writeString(file, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Start Redis again, empty.
	 */
	public void start() {
		List<String> command = new ArrayList<>(List.of(this.program.getPath()));
		command.addAll(this.settings);
		command.addAll(List.of("--port", "" + this.port, "--bind", "127.0.0.1", "--dir", this.directory.toString()));
		if (!this.settings.contains("--sentinel")) {
			command.addAll(List.of("--save", "", "--appendonly", "no"));
		}
		try {
			this.process = new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(this.directory.resolve("log").toFile())
				.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		await().ignoreExceptions().until(() -> cli("PING").matches("(?s)PONG.*|NOAUTH.*"));
	}

	public int port() {
		return this.port;
	}

	public String url() {
		return "redis://localhost:" + this.port;
	}

	/**
	 * Run a command of Redis.
	 */
	public String cli(String... command) {
		List<String> arguments = new ArrayList<>(List.of(this.cli.getPath(), "-p", "" + this.port));
		arguments.addAll(List.of(command));
		return run(arguments);
	}

	/**
	 * Return all keys.
	 */
	public List<String> keys() {
		return cli("--scan").lines().toList();
	}

	/**
	 * Have the operating system pause the process.
	 */
	public void pause() {
		signal("STOP");
	}

	public void resume() {
		signal("CONT");
	}

	/**
	 * Kill the process, with all that it has in memory.
	 */
	public void kill() {
		this.process.destroyForcibly().onExit().join();
	}

	@Override
	public void close() {
		kill();
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void signal(String name) {
		run(List.of("kill", "-" + name, "" + this.process.pid()));
	}

	private static String run(List<String> command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
			process.waitFor(10, TimeUnit.SECONDS);
			return output.strip();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
