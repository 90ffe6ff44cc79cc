package io.feishuinterviews;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

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

	/**
	 * Create a PKCS #12 key store with a key and a self-signed certificate for localhost.
	 * @param file the key store, which does not exist yet
	 * @param alias the name of the key
	 * @param password the password of the key store and the key
	 */
	public static void createKeyStore(Path file, String alias, String password)
			throws IOException, InterruptedException {
		run(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair",
				"-alias", alias, "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost", "-validity",
				"2", "-keystore", file.toString(), "-storetype", "PKCS12", "-storepass", password)
			.redirectErrorStream(true));
	}

}
