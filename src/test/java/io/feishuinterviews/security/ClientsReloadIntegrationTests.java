package io.feishuinterviews.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Sandbox;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Clients whose settings change in files while the service runs.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "interviews.settings.reload-interval=100ms")
// the schedule would report the removed files to later tests
@Tag("slow")
@DirtiesContext
class ClientsReloadIntegrationTests extends IntegrationTest {

	private static final String PATH = "/talents/6949805467799537964/interviews";

	@TempDir
	private static Path directory;

	@Autowired
	private MeterRegistry meters;

	@DynamicPropertySource
	static void files(DynamicPropertyRegistry registry) {
		write("tree/interviews.security.clients.tree.scopes", "interviews:read");
		write("tree/interviews.security.clients.tree.key-sha256", Sandbox.sha256("tree-key"));
		write("clients.yaml", client("shop", "shop-key", ""));
		registry.add("spring.config.import", () -> "file:%1$s/clients.yaml,configtree:%1$s/tree/".formatted(directory));
	}

	@BeforeEach
	void restore() {
		write("tree/interviews.security.clients.tree.key-sha256", Sandbox.sha256("tree-key"));
		write("clients.yaml", client("shop", "shop-key", ""));
		awaitStatus("shop", 200);
		awaitStatus("tree", 200);
	}

	@Test
	void addsAndRemovesClientsAndKeysWithoutARestart(CapturedOutput output) {
		double before = reloads("applied");
		write("clients.yaml", client("store", "store-key", ""));
		awaitStatus("store", 200);
		assertThat(status("shop")).isEqualTo(401);
		assertThat(status("tree")).isEqualTo(200);
		assertThat(status("reader")).isEqualTo(200);
		assertThat(reloads("applied")).isEqualTo(before + 1);
		write("tree/interviews.security.clients.tree.key-sha256", Sandbox.sha256("new-key"));
		awaitStatus("new", 200);
		assertThat(status("tree")).isEqualTo(401);
		assertThat(output).contains("Clients: [operator, reader, recruiter, store, tree]")
			.doesNotContain(Sandbox.sha256("new-key"));
	}

	@Test
	void changesWhatAClientMayDoWithoutARestart() {
		write("clients.yaml", client("shop", "shop-key", "scopes: ops"));
		awaitStatus("shop", 403);
		write("clients.yaml", client("shop", "shop-key", "allowed-addresses: 203.0.113.0/24"));
		awaitStatus("shop", 401);
		write("clients.yaml", client("shop", "shop-key", "allowed-addresses: 127.0.0.0/8"));
		awaitStatus("shop", 200);
		write("clients.yaml", client("shop", "shop-key", "keys-valid-until: " + Instant.EPOCH));
		awaitStatus("shop", 401);
		write("clients.yaml", client("shop", "shop-key", "requests-per-second: 7"));
		awaitStatus("shop", 200);
		assertThat(get("/talents/interviews?talentId=1", as("shop")).headers().firstValue("RateLimit-Policy"))
			.hasValue("\"client\";q=7;w=1");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"allowed-adresses: 127.0.0.1 | the closest is interviews.security.clients.<id>.allowed-addresses",
			"allowed-addresses: s3cret | interviews.security.clients.shop.allowed-addresses must be IP addresses",
			"allowed-addresses: 1.2.3.4/99 | interviews.security.clients.shop.allowed-addresses must be IP addresses",
			"key-sha256: s3cret | interviews.security.clients.shop.key-sha256", "scopes: s3cret | scopes",
			"scopes: [s3cret | A file cannot be read", "requests-per-second: 0 | requests-per-second must be from 1 to",
			"keys-valid-until: s3cret | keys-valid-until must be a time",
			"tenant-key: acme | interviews.security.clients.shop.tenant-key is only for feishu.app-type=store" })
	void refusesAnInvalidChangeAndKeepsTheClients(String line, String message, CapturedOutput output) {
		double before = reloads("refused");
		write("clients.yaml", client("other", "other-key", "")
				+ client("shop", "shop-key", line).replaceFirst("interviews.security.clients:\n", ""));
		await().untilAsserted(() -> assertThat(reloads("refused")).isEqualTo(before + 1));
		assertThat(output).contains("The service keeps the former ones").contains(message).doesNotContain("s3cret");
		assertThat(status("shop")).isEqualTo(200);
		assertThat(status("other")).isEqualTo(401);
		// is reported once
		restore();
		assertThat(reloads("refused")).isEqualTo(before + 1);
	}

	@Test
	void keepsTheClientsWhileTheFileIsAbsent(CapturedOutput output) throws IOException {
		double before = reloads("refused");
		Files.delete(directory.resolve("clients.yaml"));
		await().untilAsserted(() -> assertThat(reloads("refused")).isEqualTo(before + 1));
		assertThat(output).contains("A file cannot be read: ConfigDataResourceNotFoundException");
		assertThat(status("shop")).isEqualTo(200);
	}

	private double reloads(String outcome) {
		return this.meters.get("interviews.settings.reloads").tag("outcome", outcome).counter().count();
	}

	private void awaitStatus(String client, int status) {
		await().untilAsserted(() -> assertThat(status(client)).isEqualTo(status));
	}

	private int status(String client) {
		return get(PATH, as(client)).statusCode();
	}

	private static String client(String id, String key, String line) {
		String hash = line.startsWith("key-sha256") ? "" : "    key-sha256: " + Sandbox.sha256(key) + "\n";
		String scopes = line.startsWith("scopes") ? "" : "    scopes: interviews:read\n";
		return "interviews.security.clients:\n  " + id + ":\n" + hash + scopes
				+ (line.isEmpty() ? "" : "    " + line + "\n");
	}

	/**
	 * Replace a file at once.
	 */
	private static void write(String name, String content) {
		try {
			Path file = directory.resolve(name);
			Files.createDirectories(file.getParent());
			Path next = Files.writeString(directory.resolve("next"), content);
			Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
