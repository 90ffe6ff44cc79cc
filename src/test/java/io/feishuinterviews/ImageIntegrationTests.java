package io.feishuinterviews;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.InspectContainerResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.MountableFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The image that our Dockerfile makes, run as in production, with WireMock in a container
 * for Feishu.
 */
@Tag("image")
class ImageIntegrationTests {

	private static final String IMAGE = "feishu-interviews:latest";

	private static final String TALENT = "/talents/6949805467799537964/interviews";

	private static final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private static final List<AutoCloseable> started = new ArrayList<>();

	private static Network network;

	private static GenericContainer<?> feishu;

	@BeforeAll
	static void buildImageAndStartFeishu() throws Exception {
		if (!DockerClientFactory.instance().isDockerAvailable()) {
			Requirements.skip("The image is tested with Docker, and there is none");
		}
		run(Map.of(), Requirements.program("The image", "docker").getPath(), "build", "--tag", IMAGE, ".");
		network = Network.newNetwork();
		feishu = start(new GenericContainer<>("wiremock/wiremock:3.13.2").withNetwork(network)
			.withNetworkAliases("feishu")
			.withCopyFileToContainer(MountableFile.forHostPath("src/test/resources/sandbox"), "/home/wiremock")
			.withExposedPorts(8080)
			.waitingFor(Wait.forHttp("/__admin/health")));
	}

	@AfterAll
	static void stop() throws Exception {
		for (AutoCloseable each : started) {
			each.close();
		}
		if (network != null) {
			network.close();
		}
	}

	@Test
	void imageStartsWithItsAotCacheAsNonRootUserWithReadOnlyFileSystem() throws Exception {
		// by default, a JVM whose AOT cache does not fit starts without it, and slower
		GenericContainer<?> service = start(service("JAVA_TOOL_OPTIONS", "-XX:AOTMode=on"));
		HttpResponse<String> answer = get(service, TALENT);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).contains("\"interviewerName\":\"段誉\"").contains("\"contactMobile\":\"1");
		assertThat(get(service, "/talents/error-1002102/interviews").statusCode()).isEqualTo(404);
		assertThat(get(service, "/livez").body()).isEqualTo("{\"status\":\"UP\"}");
		await().atMost(Duration.ofMinutes(1))
			.until(() -> inspect(service).getState().getHealth().getStatus().equals("healthy"));

		assertThat(service.execInContainer("id", "-u").getStdout().trim()).isEqualTo("65532");
		assertThat(service.execInContainer("touch", "/app/file").getStderr()).contains("Read-only file system");
		assertThat(service.execInContainer("find", "/app", "-writable").getStdout()).isEmpty();

		assertThat(service.getLogs()).contains("Started FeishuInterviewsApplication", "interviews.audit")
			.doesNotContain(Sandbox.APP_SECRET, "t-sandbox", Sandbox.API_KEY, "段誉", "[warning]", "[error]", "WARN",
					"ERROR");
		stops(service);
	}

	@Test
	void imageServesCachedResponsesWhileFeishuHangsAndRecoversAfterwards() {
		GenericContainer<?> service = start(
				service("INTERVIEWS_CACHE_FRESHFOR", "1s", "INTERVIEWS_CACHE_STALEWHILEREVALIDATE", "0s",
						"RESILIENCE4J_TIMELIMITER_INSTANCES_FEISHU_TIMEOUTDURATION", "500ms"));
		String body = get(service, TALENT).body();
		DockerClient docker = feishu.getDockerClient();
		docker.pauseContainerCmd(feishu.getContainerId()).exec();
		try {
			await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
				HttpResponse<String> answer = get(service, TALENT);
				assertThat(answer.statusCode()).isEqualTo(200);
				assertThat(answer.body()).isEqualTo(body);
				assertThat(cacheStatus(answer)).contains("fwd=stale; detail=feishu-");
			});
			assertThat(get(service, "/talents/7100000000000000001/interviews").statusCode()).isIn(503, 504);
			assertThat(get(service, "/livez").statusCode()).isEqualTo(200);
			assertThat(get(service, "/readyz").statusCode()).isEqualTo(200);
		}
		finally {
			docker.unpauseContainerCmd(feishu.getContainerId()).exec();
		}
		await().atMost(Duration.ofMinutes(1))
			.untilAsserted(() -> assertThat(cacheStatus(get(service, TALENT))).endsWith("stored"));
		await().atMost(Duration.ofMinutes(1))
			.until(() -> get(service, "/talents/7100000000000000001/interviews").statusCode() == 200);
	}

	@Test
	void imageCompletesActiveRequestsOnSigterm() {
		GenericContainer<?> service = start(service("INTERVIEWS_SHUTDOWN_DRAINFOR", "1s"));
		DockerClient docker = feishu.getDockerClient();
		CompletableFuture<HttpResponse<String>> active;
		docker.pauseContainerCmd(feishu.getContainerId()).exec();
		try {
			active = http.sendAsync(request(service, TALENT), HttpResponse.BodyHandlers.ofString());
			await()
				.until(() -> get(service, "/actuator/metrics/resilience4j.bulkhead.available.concurrent.calls").body()
					.contains("\"value\":999"));
			docker.killContainerCmd(service.getContainerId()).withSignal("TERM").exec();
			await().until(() -> service.getLogs().contains("Readiness is down"));
		}
		finally {
			docker.unpauseContainerCmd(feishu.getContainerId()).exec();
		}
		assertThat(active.join().statusCode()).isEqualTo(200);
		await().atMost(Duration.ofMinutes(1))
			.untilAsserted(() -> assertThat(inspect(service).getState().getExitCodeLong()).isEqualTo(143));
	}

	@Test
	void imageIsHealthyWithTlsAndWithClientCertificates() throws Exception {
		String[] tls = tls();
		assertHealthy(service(tls));
		assertHealthy(service(tls).withEnv("SERVER_SSL_CLIENTAUTH", "need")
			.withEnv("SPRING_SSL_BUNDLE_PEM_SERVER_TRUSTSTORE_CERTIFICATE", tls[1])
			.withEnv("MANAGEMENT_SERVER_PORT", "8081")
			.withEnv("MANAGEMENT_SERVER_SSL_ENABLED", "false"));
	}

	private static void assertHealthy(GenericContainer<?> service) {
		start(service.waitingFor(Wait.forHealthcheck().withStartupTimeout(Duration.ofMinutes(2))));
		HttpRequest plain = HttpRequest
			.newBuilder(URI.create("http://%s:%d/readyz".formatted(service.getHost(), service.getMappedPort(8080))))
			.build();
		assertThat(send(plain).statusCode()).as("speaks TLS").isEqualTo(400);
	}

	/**
	 * Return environment variables for TLS: a certificate and its key.
	 */
	private static String[] tls() throws Exception {
		Path file = Files.createTempDirectory("keystore-").resolve("web.p12");
		run(Map.of(), Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-alias",
				"web", "-keyalg", "EC", "-dname", "CN=interviews.example.com", "-keystore", file.toString(),
				"-storetype", "PKCS12", "-storepass", "changeit");
		KeyStore keys = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
		return new String[] { "SPRING_SSL_BUNDLE_PEM_SERVER_KEYSTORE_CERTIFICATE",
				pem("CERTIFICATE", keys.getCertificate("web").getEncoded()),
				"SPRING_SSL_BUNDLE_PEM_SERVER_KEYSTORE_PRIVATEKEY",
				pem("PRIVATE KEY", keys.getKey("web", "changeit".toCharArray()).getEncoded()), "SERVER_SSL_BUNDLE",
				"server" };
	}

	private static String pem(String label, byte[] bytes) {
		return "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(label,
				Base64.getMimeEncoder().encodeToString(bytes));
	}

	@Test
	void composeStartsTheServiceWithTheSandbox() throws Exception {
		File compose = Requirements.program("docker-compose.yml", "docker-compose", "docker");
		int port = freePort();
		try {
			compose(compose, port, "--profile", "sandbox", "up", "--detach");
			await().atMost(Duration.ofMinutes(2))
				.ignoreExceptions()
				.untilAsserted(() -> assertThat(get(port, TALENT).body()).contains("\"interviewerName\":\"段誉\""));
			assertThat(get(port, "/actuator/prometheus").statusCode()).as("is for the containers' network only")
				.isIn(401, 404);
		}
		finally {
			compose(compose, port, "--profile", "sandbox", "down", "--timeout", "2");
		}
	}

	@Test
	void composeStartsTheServiceForAStoreAppWhoseTenantsHaveOtherTalentsUnderTheSameId() throws Exception {
		File compose = Requirements.program("docker-compose.yml", "docker-compose", "docker");
		int port = freePort();
		Map<String, String> environment = Map.of("PORT", String.valueOf(port), "FEISHU_APP_ID", "", "FEISHU_APP_TYPE",
				"store");
		String path = "/talents/7100000000000000001/interviews";
		try {
			compose(compose, environment, "--profile", "sandbox", "up", "--detach");
			// the sandbox pushes the ticket some seconds after the start
			await().atMost(Duration.ofMinutes(2))
				.ignoreExceptions()
				.untilAsserted(() -> assertThat(get(port, path, "acme-key").statusCode()).isEqualTo(200));
			HttpResponse<String> other = get(port, path, "globex-key");
			assertThat(other.statusCode()).as(other.body()).isEqualTo(200);
			assertThat(other.body()).contains("\"interviews\"").isNotEqualTo(get(port, path, "acme-key").body());
			assertThat(get(port, path, "initech-key").statusCode()).as("has not installed the app").isEqualTo(502);
		}
		finally {
			compose(compose, environment, "--profile", "sandbox", "down", "--timeout", "2");
		}
	}

	private static GenericContainer<?> service(String... environment) {
		GenericContainer<?> service = new GenericContainer<>(IMAGE).withNetwork(network)
			.withEnv("FEISHU_BASE_URL", "http://feishu:8080")
			.withEnv("FEISHU_ALLOW_HTTP", "true")
			.withEnv("FEISHU_APP_ID", Sandbox.APP_ID)
			.withEnv("FEISHU_APP_SECRET", Sandbox.APP_SECRET)
			.withEnv("INTERVIEWS_SHUTDOWN_DRAINFOR", "0s")
			.withEnv("INTERVIEWS_SECURITY_CLIENTS_SANDBOX_KEYSHA256", Sandbox.sha256(Sandbox.API_KEY))
			.withEnv("INTERVIEWS_SECURITY_CLIENTS_SANDBOX_SCOPES", "interviews:read,interviews:contact,ops")
			.withExposedPorts(8080)
			.withTmpFs(Map.of("/tmp", ""))
			.withCreateContainerCmdModifier(
					(create) -> create.getHostConfig().withReadonlyRootfs(true).withMemory(512L << 20))
			.waitingFor(Wait.forHttp("/readyz").withStartupTimeout(Duration.ofMinutes(2)));
		for (int i = 0; i < environment.length; i += 2) {
			service.withEnv(environment[i], environment[i + 1]);
		}
		return service;
	}

	private static GenericContainer<?> start(GenericContainer<?> container) {
		started.add(container);
		container.start();
		return container;
	}

	private static void stops(GenericContainer<?> service) {
		service.getDockerClient().stopContainerCmd(service.getContainerId()).exec();
		assertThat(inspect(service).getState().getExitCodeLong()).as("ended by SIGTERM").isEqualTo(143);
	}

	private static InspectContainerResponse inspect(GenericContainer<?> container) {
		return container.getDockerClient().inspectContainerCmd(container.getContainerId()).exec();
	}

	private static void compose(File compose, int port, String... arguments) throws Exception {
		compose(compose, Map.of("PORT", String.valueOf(port), "FEISHU_APP_ID", ""), arguments);
	}

	private static void compose(File compose, Map<String, String> environment, String... arguments) throws Exception {
		List<String> command = new ArrayList<>(List.of(compose.getPath()));
		if (compose.getName().equals("docker")) {
			command.add("compose");
		}
		command.addAll(List.of("--project-name", "feishu-interviews-test"));
		command.addAll(List.of(arguments));
		run(environment, command.toArray(String[]::new));
	}

	private static void run(Map<String, String> environment, String... command) throws Exception {
		ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
		builder.environment().putAll(environment);
		Programs.run(builder);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private static String cacheStatus(HttpResponse<?> answer) {
		return answer.headers().firstValue("Cache-Status").orElseThrow();
	}

	private static HttpResponse<String> get(GenericContainer<?> service, String path) {
		return send(request(service, path));
	}

	private static HttpResponse<String> get(int port, String path) {
		return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build());
	}

	private static HttpResponse<String> get(int port, String path, String key) {
		return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
			.header("Authorization", "Bearer " + key)
			.build());
	}

	private static HttpRequest request(GenericContainer<?> service, String path) {
		return HttpRequest
			.newBuilder(URI.create("http://%s:%d%s".formatted(service.getHost(), service.getMappedPort(8080), path)))
			.header("Authorization", "Bearer " + Sandbox.API_KEY)
			.build();
	}

	private static HttpResponse<String> send(HttpRequest request) {
		try {
			return http.send(request, HttpResponse.BodyHandlers.ofString());
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
