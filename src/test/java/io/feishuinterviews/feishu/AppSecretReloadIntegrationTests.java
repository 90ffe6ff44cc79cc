package io.feishuinterviews.feishu;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Sandbox;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

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
 * A secret of the app in a file that changes while the service runs.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "interviews.settings.reload-interval=100ms")
// the schedule would report the removed file to later tests
@DirtiesContext
class AppSecretReloadIntegrationTests extends IntegrationTest {

	@TempDir
	private static Path directory;

	/**
	 * Whether a test has replaced the secret.
	 */
	private static boolean replaced;

	@Autowired
	private MeterRegistry meters;

	@DynamicPropertySource
	static void secret(DynamicPropertyRegistry registry) throws IOException {
		write(Sandbox.APP_SECRET);
		registry.add("spring.config.import", () -> "configtree:" + directory + "/");
		// the value in the file, instead of that of other tests
		registry.add("feishu.app-secret", () -> "${secret}");
	}

	@BeforeEach
	void restore() throws IOException {
		double before = reloads("applied");
		feishu.issues("old", 7200);
		write(Sandbox.APP_SECRET);
		if (replaced) {
			awaitApplied(before);
			replaced = false;
		}
		await().untilAsserted(() -> {
			this.time.pass(Duration.ofHours(3));
			assertToken("old");
			assertThat(feishu.tokenCalls().get(feishu.tokenCalls().size() - 1).getBodyAsString())
				.contains(Sandbox.APP_SECRET);
		});
	}

	@Test
	void usesANewSecretAndItsTokenWithoutARestart(CapturedOutput output) throws IOException {
		double before = reloads("applied");
		feishu.issues("new", 7200);
		write("new-secret");
		awaitApplied(before);
		assertToken("new");
		feishu.issues("next", 7200);
		this.time.pass(Duration.ofHours(2));
		assertToken("next");
		assertThat(tokenRequests("new-secret")).isEqualTo(2);
		assertThat(output).contains("Feishu has issued a token for the new feishu.app-secret")
			.doesNotContain("new-secret");
	}

	@Test
	void keepsTheSecretIfFeishuRejectsTheNewOne(CapturedOutput output) throws IOException {
		double before = reloads("refused");
		feishu.answersTokenRequests(FeishuServer.error(200, 10014));
		write("wrong-secret");
		await().untilAsserted(() -> assertThat(reloads("refused")).isEqualTo(before + 1));
		assertToken("old");
		feishu.issues("renewed", 7200);
		this.time.pass(Duration.ofHours(2));
		assertToken("renewed");
		assertThat(tokenRequests("wrong-secret")).isEqualTo(1);
		assertThat(tokenRequests(Sandbox.APP_SECRET)).isPositive();
		assertThat(output).contains("Feishu rejects feishu.app-secret").doesNotContain("wrong-secret");
	}

	@Test
	void usesANewSecretWhileFeishuRejectsTheFormerOne() throws IOException {
		double before = reloads("applied");
		feishu.answersTokenRequests(FeishuServer.error(200, 10014));
		this.time.pass(Duration.ofHours(3));
		assertProblem(get("/talents/denied/interviews"), 502, "feishu-access");
		feishu.issues("new", 7200);
		write("new-secret");
		awaitApplied(before);
		assertToken("new");
	}

	@Test
	void triesANewSecretAgainAfterAnOutageOfFeishu() throws IOException {
		double refused = reloads("refused");
		double applied = reloads("applied");
		feishu.answersTokenRequests(FeishuServer.error(503, 1));
		write("other-secret");
		await().untilAsserted(() -> assertThat(reloads("refused")).isGreaterThan(refused));
		feishu.issues("new", 7200);
		this.time.passALongWhile();
		this.breakers.getAllCircuitBreakers().forEach((breaker) -> breaker.reset());
		awaitApplied(applied);
		assertToken("new");
	}

	@Test
	void keepsTheSecretIfTheNewOneIsEmpty(CapturedOutput output) throws IOException {
		double before = reloads("refused");
		write("");
		await().untilAsserted(() -> assertThat(reloads("refused")).isEqualTo(before + 1));
		assertToken("old");
		assertThat(output).contains("feishu.app-secret must be set");
	}

	private void awaitApplied(double before) {
		await().untilAsserted(() -> assertThat(reloads("applied")).isEqualTo(before + 1));
		replaced = true;
	}

	private static int tokenRequests(String secret) {
		return (int) feishu.tokenCalls().stream().filter((call) -> call.getBodyAsString().contains(secret)).count();
	}

	private double reloads(String outcome) {
		return this.meters.get("interviews.settings.reloads").tag("outcome", outcome).counter().count();
	}

	/**
	 * Make sure that a talent that is not cached is requested with this token.
	 */
	private void assertToken(String token) {
		String talentId = "t" + feishu.calls().size();
		feishu.answers(talentId, FeishuServer.oneInterview("1"));
		assertThat(get("/talents/%s/interviews".formatted(talentId)).statusCode()).isEqualTo(200);
		assertThat(feishu.calls(talentId)).extracting((call) -> call.getHeader("Authorization"))
			.containsExactly("Bearer " + token);
	}

	private static void write(String secret) throws IOException {
		Path next = Files.writeString(directory.resolveSibling(directory.getFileName() + "-next"), secret);
		Files.move(next, directory.resolve("secret"), StandardCopyOption.ATOMIC_MOVE,
				StandardCopyOption.REPLACE_EXISTING);
	}

}
