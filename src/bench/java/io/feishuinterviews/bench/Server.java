package io.feishuinterviews.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A process that is measured.
 *
 * @param name what it is called in the results
 * @param process the process
 * @param port the port it listens on
 */
record Server(String name, ProcessHandle process, int port) implements AutoCloseable {

	private static final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final long TICKS_PER_SECOND = 100;

	static Server start(String name, int port, Path log, String... command) {
		try {
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
			Server server = new Server(name, builder.start().toHandle(), port);
			server.awaitAnswer(log);
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void awaitAnswer(Path log) throws IOException {
		long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
		while (System.nanoTime() < deadline && this.process.isAlive()) {
			try {
				get("/livez");
				return;
			}
			catch (UncheckedIOException ex) {
				sleep(10);
			}
		}
		throw new IllegalStateException(this.name + " does not start: " + Files.readString(log));
	}

	String url(String path) {
		return "http://127.0.0.1:" + this.port + path;
	}

	byte[] get(String path, String... headers) {
		try {
			HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url(path))).timeout(Duration.ofSeconds(10));
			if (headers.length > 0) {
				request.headers(headers);
			}
			return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()).body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return the processor time that the server and its workers have used.
	 * @return seconds
	 */
	double cpuSeconds() {
		return processes().mapToDouble((process) -> LongStream.of(ticks(process)).sum()).sum() / TICKS_PER_SECOND;
	}

	/**
	 * Return how much of the processor time under a load is the JIT compiler's.
	 * @param load the load
	 * @return the share, 1 for all of it
	 */
	double compilerShare(Runnable load) {
		double compiler = compilerSeconds();
		double cpu = cpuSeconds();
		load.run();
		return (compilerSeconds() - compiler) / (cpuSeconds() - cpu);
	}

	private double compilerSeconds() {
		try (Stream<Path> threads = Files.list(Path.of("/proc/" + this.process.pid() + "/task"))) {
			return threads.map((thread) -> read(thread.resolve("stat")))
				.filter((stat) -> stat.contains("CompilerThre"))
				.mapToLong((stat) -> LongStream.of(ticks(stat)).sum())
				.sum() / TICKS_PER_SECOND;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(Path stat) {
		try {
			return Files.readString(stat);
		}
		catch (IOException ex) {
			// it has ended
			return "";
		}
	}

	private Stream<ProcessHandle> processes() {
		return Stream.concat(Stream.of(this.process), this.process.descendants());
	}

	private static long[] ticks(ProcessHandle process) {
		return ticks(read(Path.of("/proc/" + process.pid() + "/stat")));
	}

	private static long[] ticks(String stat) {
		List<String> fields = Arrays.asList(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
		return new long[] { Long.parseLong(fields.get(11)), Long.parseLong(fields.get(12)) };
	}

	/**
	 * Return how much memory the server takes.
	 * @return megabytes
	 */
	long residentMegabytes() {
		return status("VmRSS:") / 1024;
	}

	/**
	 * Return how many threads the server has.
	 */
	long threads() {
		return status("Threads:");
	}

	private long status(String field) {
		try (Stream<String> lines = Files.lines(Path.of("/proc/" + this.process.pid() + "/status"))) {
			return lines.filter((line) -> line.startsWith(field))
				.mapToLong((line) -> Long.parseLong(line.replaceAll("\\D", "")))
				.findFirst()
				.orElseThrow();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Return how much of a JVM's heap is in use once all garbage is gone.
	 * @param javaHome where its tools are
	 * @return bytes
	 */
	long heapBytes(String javaHome) {
		run(javaHome + "/bin/jcmd", String.valueOf(this.process.pid()), "GC.run");
		run(javaHome + "/bin/jcmd", String.valueOf(this.process.pid()), "GC.run");
		// instances, bytes: the last line of the histogram is the sum
		String histogram = run(javaHome + "/bin/jcmd", String.valueOf(this.process.pid()), "GC.class_histogram");
		String total = histogram.lines().filter((line) -> line.startsWith("Total")).findFirst().orElseThrow();
		return Long.parseLong(total.trim().split("\\s+")[2]);
	}

	static String run(String... command) {
		try {
			Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
			String output = new String(process.getInputStream().readAllBytes());
			if (process.waitFor() != 0) {
				throw new IllegalStateException(String.join(" ", command) + ": " + output);
			}
			return output;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static void sleep(long millis) {
		try {
			TimeUnit.MILLISECONDS.sleep(millis);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.process.destroy();
		try {
			this.process.onExit().get(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException | ExecutionException | TimeoutException ex) {
			this.process.destroyForcibly();
		}
	}

}
