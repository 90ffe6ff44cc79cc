package io.feishuinterviews;

import java.io.File;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.fail;

/**
 * The programs that some tests need. Without them, tests are skipped; in CI, they fail.
 */
public final class Requirements {

	private Requirements() {
	}

	/**
	 * Find a program, or skip the test.
	 * @param what is tested with it
	 * @param names the names it may have
	 * @return the program
	 */
	public static File program(String what, String... names) {
		Optional<File> program = onPath(names);
		if (program.isEmpty()) {
			skip("%s is tested with %s, which is not on the PATH".formatted(what, names[0]));
		}
		return program.orElseThrow();
	}

	/**
	 * Skip the test, or fail it where it must not be skipped.
	 * @param why it cannot run
	 */
	public static void skip(String why) {
		if ("true".equals(System.getenv("CI"))) {
			fail(why);
		}
		Assumptions.abort(why);
	}

	private static Optional<File> onPath(String... names) {
		return Stream.of(names)
			.flatMap((name) -> Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
				.map((directory) -> new File(directory, name)))
			.filter(File::canExecute)
			.findFirst();
	}

}
