package io.feishuinterviews.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What wrk has measured of a server in one round.
 *
 * @param perSecond requests per second
 * @param p50 the middle latency, in microseconds
 * @param p99 the latency of the slowest hundredth, in microseconds
 * @param cpu the processor time of one request, in microseconds
 */
record Load(double perSecond, double p50, double p99, double cpu) {

	private static final String REPORT = "src/bench/report.lua";

	private static final String TALENTS = "src/bench/talents.lua";

	/**
	 * Let wrk request one path repeatedly.
	 */
	static Load of(Server server, String path, int seconds, int connections, String... headers) {
		return run(server, path, seconds, connections, REPORT, Map.of(), headers);
	}

	/**
	 * Let wrk request many talents.
	 * @param count how many there are, 0 for a new one each time
	 * @param pattern the path, with {@code TALENT} where the talent's ID goes
	 */
	static Load ofTalents(Server server, String pattern, String prefix, int count, int seconds, int connections,
			String... headers) {
		return run(server, "/", seconds, connections, TALENTS,
				Map.of("COUNT", String.valueOf(count), "PREFIX", prefix, "PATH_PATTERN", pattern), headers);
	}

	private static Load run(Server server, String path, int seconds, int connections, String script,
			Map<String, String> environment, String... headers) {
		List<String> command = new ArrayList<>(
				List.of("wrk", "-t2", "-c" + connections, "-d" + seconds + "s", "--timeout", "10s", "-s", script));
		for (int i = 0; i < headers.length; i += 2) {
			command.addAll(List.of("-H", headers[i] + ": " + headers[i + 1]));
		}
		command.add(server.url(path));
		double before = server.cpuSeconds();
		String output = output(command, environment);
		double cpuSeconds = server.cpuSeconds() - before;
		String[] result = output.lines()
			.filter((line) -> line.startsWith("RESULT"))
			.findFirst()
			.orElseThrow(() -> new IllegalStateException(output))
			.split(" ");
		double requests = Double.parseDouble(result[1]);
		if (Integer.parseInt(result[5]) > 0) {
			throw new IllegalStateException(server.name() + " " + path + " failed: " + output);
		}
		return new Load(requests / Double.parseDouble(result[2]) * 1e6, Double.parseDouble(result[3]),
				Double.parseDouble(result[4]), cpuSeconds / requests * 1e6);
	}

	private static String output(List<String> command, Map<String, String> environment) {
		try {
			ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
			builder.environment().putAll(environment);
			Process process = builder.start();
			String output = new String(process.getInputStream().readAllBytes());
			process.waitFor();
			return output;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return the median of each measure.
	 */
	static Load median(List<Load> rounds) {
		return new Load(median(rounds, Load::perSecond), median(rounds, Load::p50), median(rounds, Load::p99),
				median(rounds, Load::cpu));
	}

	private static double median(List<Load> rounds, ToDoubleFunction<Load> measure) {
		List<Load> sorted = rounds.stream().sorted(Comparator.comparingDouble(measure)).toList();
		return measure.applyAsDouble(sorted.get(sorted.size() / 2));
	}

	static double median(double... values) {
		double[] sorted = values.clone();
		Arrays.sort(sorted);
		return sorted[sorted.length / 2];
	}

}
