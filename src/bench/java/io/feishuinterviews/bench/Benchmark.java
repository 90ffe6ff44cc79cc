package io.feishuinterviews.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.feishuinterviews.api.HeapOfATalent;

/**
 * Measures what the table in RESULTS.md asks for, and writes what it finds there.
 */
public final class Benchmark {

	private static final String KEY = "bench-key";

	private static final String[] AUTHORIZATION = { "Authorization", "Bearer " + KEY };

	private static final String TALENT = "/talents/6949805467799537964/interviews";

	private static final String TALENTS = "/talents/TALENT/interviews";

	private static final Path RESULTS = Path.of("src/bench/RESULTS.md");

	private static final int SERVICE = 18080;

	private static final int FEISHU = 18081;

	private static final int NGINX = 18082;

	private static final int NGINX_GZIP = 18083;

	private static final int BARE = 18084;

	private static final int REDIS = 18085;

	/**
	 * So many connections warm a server up first. With more, the cores are so busy that a
	 * virtual machine gets round to compiling much later.
	 */
	private static final int WARMING = 2;

	private static final int ROUNDS = 7;

	private static final int SECONDS = 3;

	private static final int CONNECTIONS = 32;

	/**
	 * So few connections that none waits for the CPU for long.
	 */
	private static final int FEW = 2;

	private final String java17 = System.getenv("JAVA_17");

	private final String java25 = System.getenv("JAVA_25");

	private final Path dir = Files.createTempDirectory("bench");

	private final FakeFeishu feishu = new FakeFeishu(FEISHU);

	private int misses;

	private final Map<String, String> sections = new LinkedHashMap<>();

	private Benchmark() throws IOException {
	}

	/**
	 * Measure.
	 * @param args what to measure; nothing for everything
	 */
	public static void main(String[] args) throws Exception {
		Benchmark benchmark = new Benchmark();
		Map<String, Runnable> measures = new LinkedHashMap<>();
		measures.put("hits", benchmark::hits);
		measures.put("misses", benchmark::misses);
		measures.put("redis", benchmark::redis);
		measures.put("hanging", benchmark::hanging);
		measures.put("many", benchmark::many);
		measures.put("heap", benchmark::heap);
		measures.put("start", benchmark::start);
		if (args.length > 0 && args[0].equals("profile")) {
			benchmark.profile(List.of(args).contains("misses"));
			System.exit(0);
		}
		List<String> wanted = (args.length > 0) ? Arrays.asList(args) : List.copyOf(measures.keySet());
		try {
			for (String measure : wanted) {
				System.out.println("== " + measure);
				measures.get(measure).run();
				benchmark.write();
			}
		}
		finally {
			benchmark.feishu.close();
		}
		System.exit(0);
	}

	/**
	 * What browsers do most: ask for what is cached.
	 */
	private void hits() {
		try (Server service = service(this.java25, "-Xmx512m")) {
			Files.write(this.dir.resolve("json"), service.get(TALENT, AUTHORIZATION));
			Files.write(this.dir.resolve("gzip"), service.get(TALENT, withKey("Accept-Encoding", "gzip")));
			try (Server nginx = nginx(); Server bare = bare()) {
				Server nginxGzip = new Server("nginx, gzip on", nginx.process(), NGINX_GZIP);
				Map<String, Subject> subjects = new LinkedHashMap<>();
				subjects.put("service, gzip", new Subject(service, "Accept-Encoding", "gzip"));
				subjects.put("nginx `gzip on`, gzip", new Subject(nginxGzip, "Accept-Encoding", "gzip"));
				subjects.put("bare servlet, gzip", new Subject(bare, "Accept-Encoding", "gzip"));
				subjects.put("service, identity", new Subject(service, "Accept-Encoding", "identity"));
				subjects.put("nginx, identity", new Subject(nginx, "Accept-Encoding", "identity"));
				subjects.put("bare servlet, identity", new Subject(bare, "Accept-Encoding", "identity"));
				subjects.put("service, 304", new Subject(service, "Accept-Encoding", "gzip", "If-None-Match", "*"));
				warmUp(10, (connections) -> subjects.values().forEach((subject) -> subject.load(2, connections)));
				Map<String, List<Load>> rounds = new LinkedHashMap<>();
				List<String> turns = new ArrayList<>(subjects.keySet());
				Random random = new Random(1);
				for (int i = 0; i < ROUNDS; i++) {
					// whoever comes after its like finds the caches warm
					Collections.shuffle(turns, random);
					turns.forEach((name) -> rounds.computeIfAbsent(name, (key) -> new ArrayList<>())
						.add(subjects.get(name).load(SECONDS, CONNECTIONS)));
				}
				Map<String, Load> medians = new LinkedHashMap<>();
				subjects.keySet().forEach((name) -> medians.put(name, Load.median(rounds.get(name))));
				this.sections.put("hits", hits(medians));
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
				""".formatted(Files.size(this.dir.resolve("json")), Files.size(this.dir.resolve("gzip")),
				this.feishu.answerLength()));
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
	 * Say where the time of a hit, or of a miss, goes: a recording, and the most of it
	 * here.
	 */
	private void profile(boolean misses) {
		Path recording = Path.of(misses ? "target/misses.jfr" : "target/hits.jfr").toAbsolutePath();
		try (Server service = service(this.java25, "-Xmx1g")) {
			String[] gzip = withKey("Accept-Encoding", "gzip");
			this.feishu.takes(misses ? 20 : 0);
			IntFunction<Load> load = misses
					? (connections) -> Load.ofTalents(service, TALENTS, connections + "-" + System.nanoTime() + "-", 0,
							10, connections, AUTHORIZATION)
					: (connections) -> Load.of(service, TALENT, 8, connections, gzip);
			warmUp(10, load::apply);
			String pid = String.valueOf(service.process().pid());
			Server.run(this.java25 + "/bin/jcmd", pid, "JFR.start", "name=profile", "settings=profile");
			Load measured = load.apply(CONNECTIONS);
			Server.run(this.java25 + "/bin/jcmd", pid, "JFR.dump", "name=profile", "filename=" + recording);
			System.out.printf("%.0f requests/s, %.1f µs each%n", measured.perSecond(), measured.cpu());
		}
		finally {
			this.feishu.takes(0);
		}
		for (String view : List.of("hot-methods", "allocation-by-class", "allocation-by-site", "gc",
				"contention-by-site")) {
			System.out
				.println(Server.run(this.java25 + "/bin/jfr", "view", "--width", "140", view, recording.toString()));
		}
	}

	/**
	 * Warm up with few connections, and at last with as many as are measured with.
	 */
	private static void warmUp(int rounds, IntConsumer load) {
		for (int i = 0; i < rounds; i++) {
			load.accept((i < rounds - 2) ? WARMING : CONNECTIONS);
		}
	}

	/**
	 * Return the headers of a request: our key, and others.
	 */
	private static String[] withKey(String... headers) {
		return Stream.concat(Stream.of(AUTHORIZATION), Stream.of(headers)).toArray(String[]::new);
	}

	/**
	 * Fifty callers ask for a talent that nobody has asked for before.
	 */
	private void cold(Server service) {
		this.feishu.takes(300);
		double[] slowest = new double[20];
		List<Integer> calls = new ArrayList<>();
		for (int i = 0; i < slowest.length; i++) {
			this.feishu.callsSinceLastAsked();
			slowest[i] = crowd(service, "/talents/cold-%d/interviews".formatted(i), 50);
			calls.add(this.feishu.callsSinceLastAsked());
		}
		this.sections.put("cold", """
				| 50 callers, one cold talent, Feishu taking 300 ms | target | measured |
				|---|---|---|
				| calls to Feishu, each of %d times | 1 | %s |
				| slowest caller, median | ≤ 320 ms | %.1f ms |
				""".formatted(slowest.length, calls.stream().distinct().toList(), Load.median(slowest)));
	}

	/**
	 * Have many callers ask for the same at once, each on a connection that is there.
	 * @return the milliseconds until the last has an answer
	 */
	private static double crowd(Server server, String path, int callers) {
		byte[] request = "GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n".formatted(path, KEY)
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

	/**
	 * Feishu hangs, and what is cached is no longer fresh.
	 */
	private void hanging() {
		try (Server service = service(this.java25, "-Xmx512m", "--interviews.cache.fresh-for=2s")) {
			warmUp(10, (connections) -> Load.of(service, TALENT, 4, connections, AUTHORIZATION));
			List<Load> fresh = new ArrayList<>();
			List<Load> hanging = new ArrayList<>();
			for (int i = 0; i < ROUNDS; i++) {
				service.get(TALENT, withKey("Cache-Control", "no-cache"));
				fresh.add(Load.of(service, TALENT, 2, CONNECTIONS, AUTHORIZATION));
				this.feishu.takes(60_000);
				Server.sleep(500);
				hanging.add(Load.of(service, TALENT, SECONDS, CONNECTIONS, AUTHORIZATION));
				this.feishu.takes(0);
				// until the circuit breaker lets calls through again
				Server.sleep(9_000);
			}
			double ratio = Load.median(hanging).p99() / Load.median(fresh).p99();
			this.sections.put("hanging", """
					| hit while Feishu hangs, entry past `fresh-for` | target | measured |
					|---|---|---|
					| p99, beside a fresh hit's | as a fresh hit's | %.2f ms, %.2f ms (%.2f) |
					""".formatted(Load.median(hanging).p99() / 1000, Load.median(fresh).p99() / 1000, ratio));
		}
		finally {
			this.feishu.takes(0);
		}
	}

	/**
	 * Every caller asks for a talent that nobody has asked for before, and then fifty for
	 * the same one.
	 */
	private void misses() {
		Server direct = new Server("Feishu", ProcessHandle.current(), FEISHU);
		try (Server service = service(this.java25, "-Xmx1g", "--interviews.cache.max-size=256MB")) {
			Load.ofTalents(service, TALENTS, "warm-", 0, 50, WARMING, AUTHORIZATION);
			this.feishu.takes(20);
			Load.ofTalents(service, TALENTS, "warmer-", 0, 20, CONNECTIONS, AUTHORIZATION);
			List<Load> through = new ArrayList<>();
			List<Load> without = new ArrayList<>();
			for (int i = 0; i < ROUNDS; i++) {
				through.add(Load.ofTalents(service, TALENTS, "miss-%d-".formatted(i), 0, SECONDS, CONNECTIONS,
						AUTHORIZATION));
				without.add(Load.ofTalents(direct, "/open-apis/hire/v1/interviews/get_by_talent?talent_id=TALENT", "x",
						0, SECONDS, CONNECTIONS));
			}
			double added = (Load.median(through).p50() - Load.median(without).p50()) / 1000;
			this.sections.put("misses", """
					| miss, Feishu taking 20 ms, %d callers | target | measured |
					|---|---|---|
					| added to Feishu's p50 | ≤ 2 ms | %.2f ms (%.2f ms, Feishu alone %.2f ms) |
					""".formatted(CONNECTIONS, added, Load.median(through).p50() / 1000,
					Load.median(without).p50() / 1000));
			cold(service);
		}
		finally {
			this.feishu.takes(0);
		}
	}

	/**
	 * An instance finds talents in its memory, in Redis, or only at Feishu; and what the
	 * last of these costs without Redis. The memory of the second instance holds few of
	 * the talents.
	 */
	private void redis() {
		int talents = 3000;
		String[] sharing = { "--spring.data.redis.url=redis://127.0.0.1:" + REDIS,
				"--interviews.redis.encryption-keys=" + Base64.getEncoder().encodeToString(new byte[32]),
				"--interviews.cache.fresh-for=1h" };
		try (Server redis = startRedis();
				Server memory = service(SERVICE, this.java25, "-Xmx512m", sharing);
				Server shared = service(SERVICE + 10, this.java25, "-Xmx512m",
						with(sharing, "--interviews.cache.max-size=1MB"));
				Server alone = service(SERVICE + 11, this.java25, "-Xmx512m", "--interviews.cache.fresh-for=1h")) {
			for (int i = 0; i < talents; i++) {
				memory.get(TALENTS.replace("TALENT", "shared-" + i), AUTHORIZATION);
			}
			Map<String, IntFunction<Load>> subjects = new LinkedHashMap<>();
			subjects.put("hit in memory", (seconds) -> Load.of(memory, TALENT, seconds, FEW, AUTHORIZATION));
			subjects.put("hit in Redis",
					(seconds) -> Load.ofTalents(shared, TALENTS, "shared-", talents, seconds, FEW, AUTHORIZATION));
			subjects.put("miss, with Redis", (seconds) -> missing(memory, seconds));
			subjects.put("miss, without Redis", (seconds) -> missing(alone, seconds));
			for (int i = 0; i < 5; i++) {
				subjects.values().forEach((subject) -> subject.apply(SECONDS));
			}
			Map<String, List<Load>> rounds = new LinkedHashMap<>();
			Map<String, Double> redisCpu = new LinkedHashMap<>();
			for (int i = 0; i < ROUNDS; i++) {
				subjects.forEach((name, subject) -> {
					double before = redis.cpuSeconds();
					Load load = subject.apply(SECONDS);
					rounds.computeIfAbsent(name, (key) -> new ArrayList<>()).add(load);
					redisCpu.merge(name, (redis.cpuSeconds() - before) / load.perSecond() / SECONDS * 1e6 / ROUNDS,
							Double::sum);
				});
			}
			StringBuilder table = new StringBuilder("""
					| %d callers, Feishu answering at once | p50 | CPU of the service | CPU of Redis |
					|---|---|---|---|
					""".formatted(FEW));
			rounds.forEach((name, loads) -> table.append("| %s | %.2f ms | %.0f µs | %.0f µs |%n".formatted(name,
					Load.median(loads).p50() / 1000, Load.median(loads).cpu(), redisCpu.get(name))));
			this.sections.put("redis", table.toString());
		}
	}

	private Load missing(Server service, int seconds) {
		return Load.ofTalents(service, TALENTS, "redis-" + this.misses++ + "-", 0, seconds, FEW, AUTHORIZATION);
	}

	private static String[] with(String[] settings, String... more) {
		return Stream.of(settings, more).flatMap(Stream::of).toArray(String[]::new);
	}

	private Server startRedis() {
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
	 * A hundred thousand talents are cached.
	 */
	private void many() {
		int count = 100_000;
		int megabytes = 900;
		String answer = MadeUpTalent.answer(1, 1, 1);
		this.feishu.answersWith(answer);
		try (Server service = service(this.java25, "-Xmx3g", "--interviews.cache.max-size=" + megabytes + "MB",
				"--interviews.cache.fresh-for=1h")) {
			String[] gzip = withKey("Accept-Encoding", "gzip");
			Load.ofTalents(service, TALENTS, "one-", 1, 30, WARMING, gzip);
			long empty = service.heapBytes(this.java25);
			fill(service, count);
			long full = service.heapBytes(this.java25);
			warmUp(8, (connections) -> {
				Load.ofTalents(service, TALENTS, "one-", 1, 3, connections, gzip);
				Load.ofTalents(service, TALENTS, "many-", count, 3, connections, gzip);
			});
			this.feishu.callsSinceLastAsked();
			List<Load> one = new ArrayList<>();
			List<Load> all = new ArrayList<>();
			for (int i = 0; i < ROUNDS; i++) {
				one.add(Load.ofTalents(service, TALENTS, "one-", 1, SECONDS, CONNECTIONS, gzip));
				all.add(Load.ofTalents(service, TALENTS, "many-", count, SECONDS, CONNECTIONS, gzip));
			}
			int misses = this.feishu.callsSinceLastAsked();
			double ratio = Load.median(all).perSecond() / Load.median(one).perSecond();
			this.sections.put("many", """
					| %,d cached talents of %d bytes each at Feishu's, `max-size` %d MB | target | measured |
					|---|---|---|
					| throughput beside that of one | ≥ 0.9 | %.2f (%d misses) |
					| heap beyond the empty service's, beside `max-size` | ≤ 1.3 | %.2f (%d MB; empty %d MB) |
					""".formatted(count, answer.length(), megabytes, ratio, misses,
					(full - empty) / 1048576.0 / megabytes, (full - empty) >> 20, empty >> 20));
		}
		finally {
			this.feishu.answersWith(MadeUpTalent.answer(6, 2, 1));
		}
	}

	private static void fill(Server service, int count) {
		ExecutorService threads = Executors.newFixedThreadPool(32);
		List<? extends Future<?>> done = IntStream.range(0, count / 100).mapToObj((batch) -> threads.submit(() -> {
			for (int i = 0; i < 100; i++) {
				service.get("/talents/many-%d/interviews".formatted(batch * 100 + i),
						withKey("Accept-Encoding", "gzip"));
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

	private void heap() {
		this.sections.put("heap", HeapOfATalent.table(MadeUpTalent.answer(6, 2, 1)));
	}

	/**
	 * From nothing to the first answer, and what it takes then.
	 */
	private void start() {
		StringBuilder table = new StringBuilder("""
				| from the jar, `-Xmx256m` | start to first answer, median of 3 | RSS after load |
				|---|---|---|
				""");
		for (String java : List.of(this.java17, this.java25)) {
			double[] seconds = new double[3];
			long rss = 0;
			for (int i = 0; i < seconds.length; i++) {
				long start = System.nanoTime();
				try (Server service = service(java, "-Xmx256m")) {
					service.get(TALENT, AUTHORIZATION);
					seconds[i] = (System.nanoTime() - start) / 1e9;
					if (i == seconds.length - 1) {
						Load.of(service, TALENT, 10, CONNECTIONS, AUTHORIZATION);
						rss = service.residentMegabytes();
					}
				}
			}
			table.append("| JDK %s | %.1f s | %d MB |%n".formatted(version(java), Load.median(seconds), rss));
		}
		this.sections.put("start", table.toString());
	}

	private static String version(String java) {
		return Server.run(java + "/bin/java", "-version")
			.lines()
			.findFirst()
			.orElseThrow()
			.replaceAll(".*\"(.*)\".*", "$1");
	}

	private Server service(String java, String heap, String... settings) {
		return service(SERVICE, java, heap, settings);
	}

	private Server service(int port, String java, String heap, String... settings) {
		String[] command = Stream
			.of(Stream.of(java + "/bin/java", heap, "-jar", "target/feishu-interviews.jar", "--server.port=" + port,
					"--feishu.base-url=http://127.0.0.1:" + FEISHU, "--feishu.app-id=cli_bench",
					"--feishu.app-secret=bench", "--interviews.security.clients.bench.key-sha256=" + sha256(KEY),
					"--interviews.security.clients.bench.scopes=interviews:read,interviews:contact",
					"--interviews.security.clients.bench.requests-per-second=1000000",
					// Feishu's limits are not what is measured
					"--resilience4j.ratelimiter.instances.feishu.limit-for-period=1000000",
					"--resilience4j.ratelimiter.instances.feishu-minute.limit-for-period=1000000"), Stream.of(settings))
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

	private Server nginx() throws IOException {
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

	private Server bare() {
		return Server.start("bare servlet", BARE, this.dir.resolve("bare.log"), this.java25 + "/bin/java", "-Xmx512m",
				"-cp", System.getenv("BENCH_CLASSPATH"), BareServlet.class.getName(), String.valueOf(BARE),
				this.dir.resolve("json").toString(), this.dir.resolve("gzip").toString());
	}

	/**
	 * Put what was measured between the markers of each section.
	 */
	private void write() throws IOException {
		String results = Files.readString(RESULTS);
		for (Map.Entry<String, String> section : this.sections.entrySet()) {
			String begin = "<!-- " + section.getKey() + " -->\n";
			String end = "<!-- end of " + section.getKey() + " -->";
			int from = results.indexOf(begin) + begin.length();
			int to = results.indexOf(end);
			results = results.substring(0, from) + section.getValue() + results.substring(to);
			System.out.println(section.getValue());
		}
		Files.writeString(RESULTS, results);
		this.sections.clear();
	}

	/**
	 * One server, asked in one way.
	 *
	 * @param server the server
	 * @param headers what is sent beside the key
	 */
	private record Subject(Server server, String... headers) {

		Load load(int seconds, int connections) {
			return Load.of(this.server, TALENT, seconds, connections, withKey(this.headers));
		}

	}

}
