package io.feishuinterviews.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The servers that are measured, all on 127.0.0.1, and what all measures share.
 */
final class Servers {

	static final String KEY = "bench-key";

	static final String[] AUTHORIZATION = { "Authorization", "Bearer " + KEY };

	static final String TALENT = "/talents/6949805467799537964/interviews";

	static final String TALENTS = "/talents/TALENT/interviews";

	static final int SERVICE = 18080;

	static final int FEISHU = 18081;

	static final int NGINX = 18082;

	static final int NGINX_GZIP = 18083;

	static final int BARE = 18084;

	static final int REDIS = 18085;

	/**
	 * So many connections warm a server up first. With more, the cores are so busy that
	 * the JVM compiles much later.
	 */
	static final int WARMING = 2;

	static final int ROUNDS = 7;

	static final int SECONDS = 3;

	static final int CONNECTIONS = 32;

	final String java17 = System.getenv("JAVA_17");

	final String java25 = System.getenv("JAVA_25");

	final Path dir = Files.createTempDirectory("bench");

	final FakeFeishu feishu = new FakeFeishu(FEISHU);

	private final Map<String, String> sections = new LinkedHashMap<>();

	Servers() throws IOException {
	}

	/**
	 * Report what was measured.
	 * @param section the name of its place in RESULTS.md
	 * @param text the text, as Markdown
	 */
	void report(String section, String text) {
		this.sections.put(section, text);
	}

	/**
	 * Return what was reported since the last time.
	 */
	Map<String, String> reported() {
		Map<String, String> reported = new LinkedHashMap<>(this.sections);
		this.sections.clear();
		return reported;
	}

	/**
	 * Warm up with few connections, and at last with as many as are measured with.
	 */
	static void warmUp(int rounds, IntConsumer load) {
		for (int i = 0; i < rounds; i++) {
			load.accept((i < rounds - 2) ? WARMING : CONNECTIONS);
		}
	}

	/**
	 * Warm up with rare requests that run much code: it takes minutes until that is
	 * compiled.
	 */
	static void untilCompiled(Server server, IntConsumer load) {
		double share = 1;
		for (int i = 0; i < 24 && share > 0.1; i++) {
			int round = i;
			share = server.compilerShare(() -> load.accept(round));
		}
	}

	/**
	 * Return the headers of a request: the API key, and others.
	 */
	static String[] withKey(String... headers) {
		return Stream.concat(Stream.of(AUTHORIZATION), Stream.of(headers)).toArray(String[]::new);
	}

	Server service(String java, String heap, String... settings) {
		return service(SERVICE, java, heap, settings);
	}

	Server service(int port, String java, String heap, String... settings) {
		return service(port, java, List.of(heap), settings);
	}

	Server service(String java, String heap, List<String> options, String... settings) {
		return service(SERVICE, java, Stream.concat(Stream.of(heap), options.stream()).toList(), settings);
	}

	private Server service(int port, String java, List<String> options, String... settings) {
		String[] command = Stream.of(Stream.of(java + "/bin/java"), options.stream(),
				Stream.of("-jar", "target/feishu-interviews.jar", "--server.port=" + port,
						"--feishu.base-url=http://127.0.0.1:" + FEISHU, "--feishu.app-id=cli_bench",
						"--feishu.app-secret=bench", "--interviews.security.clients.bench.key-sha256=" + sha256(KEY),
						"--interviews.security.clients.bench.scopes=interviews:read,interviews:contact",
						"--interviews.security.clients.bench.requests-per-second=1000000",
						// Feishu's limits are not what is measured
						"--resilience4j.ratelimiter.instances.feishu.limit-for-period=1000000",
						"--resilience4j.ratelimiter.instances.feishu-minute.limit-for-period=1000000"),
				Stream.of(settings))
			.flatMap((part) -> part)
			.toArray(String[]::new);
		return Server.start("service", port, this.dir.resolve("service-%d.log".formatted(port)), command);
	}

	private static String sha256(String key) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	Server nginx() throws IOException {
		String conf = Files.readString(Path.of("src/bench/nginx.conf"))
			.replace("@dir@", this.dir.toString())
			.replace("@user@", System.getProperty("user.name"))
			.replace("@port@", String.valueOf(NGINX))
			.replace("@gzip@", String.valueOf(NGINX_GZIP))
			.replace("@service@", String.valueOf(SERVICE));
		Path file = Files.writeString(this.dir.resolve("nginx.conf"), conf);
		return Server.start("nginx", NGINX, this.dir.resolve("nginx.log"), "nginx", "-c", file.toString(), "-p",
				this.dir.toString());
	}

	Server bare() {
		return Server.start("bare servlet", BARE, this.dir.resolve("bare.log"), this.java25 + "/bin/java", "-Xmx512m",
				"-cp", System.getenv("BENCH_CLASSPATH"), BareServlet.class.getName(), String.valueOf(BARE),
				this.dir.resolve("json").toString(), this.dir.resolve("gzip").toString());
	}

	Server redis() {
		try {
			Process process = new ProcessBuilder("redis-server", "--port", String.valueOf(REDIS), "--bind", "127.0.0.1",
					"--save", "", "--appendonly", "no", "--maxmemory", "256mb", "--maxmemory-policy", "allkeys-lfu")
				.redirectErrorStream(true)
				.redirectOutput(this.dir.resolve("redis.log").toFile())
				.start();
			return new Server("Redis", process.toHandle(), REDIS);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Fill the cache of a service with talents, by requests of browsers.
	 * @param service the service
	 * @param prefix how their IDs begin
	 * @param count how many they are, a multiple of 100
	 */
	static void fill(Server service, String prefix, int count) {
		ExecutorService threads = Executors.newFixedThreadPool(32);
		List<? extends Future<?>> done = IntStream.range(0, count / 100).mapToObj((batch) -> threads.submit(() -> {
			for (int i = 0; i < 100; i++) {
				service.get(TALENTS.replace("TALENT", prefix + (batch * 100 + i)),
						Servers.withKey("Accept-Encoding", "gzip"));
			}
		})).toList();
		try {
			for (Future<?> each : done) {
				each.get();
			}
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			threads.shutdownNow();
		}
	}

}
