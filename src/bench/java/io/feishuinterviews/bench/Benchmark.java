package io.feishuinterviews.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the values of the tables in RESULTS.md, and writes them there.
 */
public final class Benchmark {

	private static final Path RESULTS = Path.of("src/bench/RESULTS.md");

	private Benchmark() {
	}

	/**
	 * Measure.
	 * @param args what to measure; nothing for everything
	 */
	public static void main(String[] args) throws Exception {
		Servers servers = new Servers();
		Map<String, Measurement> measures = new LinkedHashMap<>();
		measures.put("hits", new Hits(servers));
		measures.put("misses", new Misses(servers));
		measures.put("batches", new Batches(servers));
		measures.put("redis", new SecondLevel(servers));
		measures.put("hanging", new HangingFeishu(servers));
		measures.put("many", new ManyTalents(servers));
		measures.put("heap", new Memory(servers));
		measures.put("collectors", new GarbageCollectors(servers));
		measures.put("threads", new VirtualThreads(servers));
		measures.put("start", new Start(servers));
		if (args.length > 0 && args[0].equals("profile")) {
			new Profile(servers, List.of(args).contains("misses")).run();
			System.exit(0);
		}
		List<String> wanted = (args.length > 0) ? Arrays.asList(args) : List.copyOf(measures.keySet());
		try {
			for (String measure : wanted) {
				System.out.println("== " + measure);
				measures.get(measure).run();
				write(servers.reported());
			}
		}
		finally {
			servers.feishu.close();
		}
		System.exit(0);
	}

	/**
	 * Put what was measured between the markers of each section.
	 */
	private static void write(Map<String, String> sections) throws IOException {
		String results = Files.readString(RESULTS);
		for (Map.Entry<String, String> section : sections.entrySet()) {
			String begin = "<!-- " + section.getKey() + " -->\n";
			String end = "<!-- end of " + section.getKey() + " -->";
			int from = results.indexOf(begin) + begin.length();
			int to = results.indexOf(end);
			results = results.substring(0, from) + section.getValue() + results.substring(to);
			System.out.println(section.getValue());
		}
		Files.writeString(RESULTS, results);
	}

}
