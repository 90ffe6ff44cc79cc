package io.feishuinterviews;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs programs that tests need.
 */
public final class Programs {

	private Programs() {
	}

	/**
	 * Run a program, which must succeed.
	 * @param program the program
	 * @return its output
	 */
	public static String run(ProcessBuilder program) throws IOException, InterruptedException {
		Process process = program.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).as(output).isZero();
		return output;
	}

}
