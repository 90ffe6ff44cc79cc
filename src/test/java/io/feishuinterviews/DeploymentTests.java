package io.feishuinterviews;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The files for Docker, Compose and Kubernetes.
 */
class DeploymentTests {

	private static final Path KUBERNETES = Path.of("src/deploy/kubernetes");

	@Test
	void composePublishesPortsOnLoopbackOnly() throws IOException {
		Map<String, Object> services = map(compose(), "services");
		assertThat(services.values()).allSatisfy((service) -> {
			if (((Map<?, ?>) service).get("ports") instanceof List<?> ports) {
				assertThat(ports).allSatisfy((port) -> assertThat((String) port)
					.matches("(127\\.0\\.0\\.1|\\$\\{BIND_ADDRESS:-127\\.0\\.0\\.1}):[^:]+(:-\\d+})?:\\d+"));
			}
		});
	}

	@Test
	void composeRunsTheServiceWithoutSwapAndCoreFiles() throws IOException {
		Map<String, Object> service = map(map(compose(), "services"), "feishu-interviews");
		assertThat(service.get("memswap_limit")).isNotNull().isEqualTo(service.get("mem_limit"));
		assertThat(map(service, "ulimits")).containsEntry("core", 0);
	}

	@Test
	void composeRunsTwoInstancesAndABoundedRedisThatIsNotPublished() throws IOException {
		Map<String, Object> services = map(compose(), "services");
		assertThat(services).containsKeys("feishu-interviews", "second-instance");
		Map<String, Object> redis = map(services, "redis");
		assertThat(redis).doesNotContainKey("ports");
		assertThat((List<?>) redis.get("command")).map(String::valueOf)
			.contains("--maxmemory", "allkeys-lfu")
			.containsSequence("--save", "", "--appendonly", "no");
		assertThat(redis.get("memswap_limit")).isNotNull().isEqualTo(redis.get("mem_limit"));
	}

	@Test
	void kubernetesRunsInstancesWithRedisAndUndividedLimits() throws IOException {
		assertThat(Files.readString(KUBERNETES.resolve("application.yaml"))).contains("redis")
			.doesNotContain("limit-for-period");
		Map<String, Object> redis = read(KUBERNETES.resolve("redis.yaml")).get(0);
		assertThat(redis.toString()).contains("allkeys-lfu", "maxmemory", "runAsNonRoot=true");
	}

	@Test
	void defaultEnvFileOfComposeExistsAndIsEmpty() throws IOException {
		String file = (String) map(map(compose(), "services"), "feishu-interviews").get("env_file");
		assertThat(file).startsWith("${ENV_FILE:-").endsWith("}");
		Path fallback = Path.of(file.substring("${ENV_FILE:-".length(), file.length() - 1));
		assertThat(Files.readAllLines(fallback)).allMatch((line) -> line.startsWith("#"));
	}

	@Test
	void imageAllowsNeitherDebuggersNorCoreFiles() throws IOException {
		assertThat(Files.readAllLines(Path.of("src/deploy/image/java.options"))).contains("-XX:+DisableAttachMechanism",
				"-XX:-CreateCoredumpOnCrash");
	}

	@Test
	void kubernetesManifestsNameNoTagThatMoves() throws IOException {
		Map<String, Object> kustomization = read(KUBERNETES.resolve("kustomization.yaml")).get(0);
		assertThat((List<?>) kustomization.get("images")).isNotEmpty()
			.allSatisfy(
					(image) -> assertThat((String) ((Map<?, ?>) image).get("newTag")).matches("\\d+\\.\\d+\\.\\d+"));
	}

	@Test
	void kubernetesExposesTheManagementPortOnlyInItsOwnService() throws IOException {
		assertThat(read(KUBERNETES.resolve("service.yaml")).toString()).doesNotContain("8081", "management");
		assertThat(read(KUBERNETES.resolve("management-service.yaml")).toString()).contains("port=8081")
			.doesNotContain("targetPort=http");
	}

	@Test
	@SuppressWarnings("unchecked") // as Kubernetes has it
	void networkPolicyRestrictsTheManagementPortAndAllOutgoingConnections() throws IOException {
		Map<String, Object> policy = map(read(KUBERNETES.resolve("network-policy.yaml")).get(0), "spec");
		assertThat((List<Object>) policy.get("policyTypes")).containsExactly("Ingress", "Egress");
		assertThat((List<Map<String, Object>>) policy.get("ingress")).hasSize(2)
			.filteredOn((rule) -> rule.get("ports").toString().contains("management"))
			.singleElement()
			.satisfies((rule) -> assertThat(rule).containsKey("from"));
		assertThat((List<Map<String, Object>>) policy.get("egress")).isNotEmpty()
			.allSatisfy((rule) -> assertThat(rule).containsKey("ports"));
	}

	@Test
	void kustomizeBuildsTheBaseWithoutComponents() throws Exception {
		List<Map<String, Object>> manifests = kustomize(KUBERNETES);
		assertThat(manifests).extracting((manifest) -> manifest.get("kind"))
			.contains("Deployment", "Service", "NetworkPolicy", "PodDisruptionBudget")
			.doesNotContain("ServiceMonitor");
	}

	@Test
	void kustomizeBuildsEveryComponent(@TempDir Path directory) throws Exception {
		copy(KUBERNETES, directory.resolve("base"));
		Files.writeString(Files.createDirectory(directory.resolve("overlay")).resolve("kustomization.yaml"), """
				resources: [../base]
				components: [../base/components/service-monitor, ../base/components/tls]
				""");
		List<Map<String, Object>> manifests = kustomize(directory.resolve("overlay"));
		assertThat(manifests).extracting((manifest) -> manifest.get("kind")).contains("ServiceMonitor");
		String deployment = manifests.stream()
			.filter((manifest) -> manifest.get("kind").equals("Deployment"))
			.findFirst()
			.orElseThrow()
			.toString();
		assertThat(deployment).contains("path=/actuator/health/liveness, port=management")
			.contains("path=/actuator/health/readiness, port=management")
			.doesNotContain("/livez", "/readyz");
	}

	private static List<Map<String, Object>> kustomize(Path directory) throws Exception {
		File kubectl = Requirements.program("The base for Kubernetes", "kubectl");
		return documents(Programs.run(new ProcessBuilder(kubectl.getPath(), "kustomize", directory.toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)));
	}

	private static void copy(Path from, Path to) throws IOException {
		try (Stream<Path> files = Files.walk(from)) {
			for (Path file : files.toList()) {
				Files.copy(file, to.resolve(from.relativize(file).toString()));
			}
		}
	}

	private static Map<String, Object> compose() throws IOException {
		return read(Path.of("docker-compose.yml")).get(0);
	}

	private static List<Map<String, Object>> read(Path file) throws IOException {
		return documents(Files.readString(file));
	}

	@SuppressWarnings("unchecked") // all documents are maps
	private static List<Map<String, Object>> documents(String yaml) {
		return StreamSupport.stream(new Yaml().loadAll(yaml).spliterator(), false)
			.map((document) -> (Map<String, Object>) document)
			.toList();
	}

	@SuppressWarnings("unchecked") // the caller knows
	private static Map<String, Object> map(Map<String, Object> parent, String key) {
		return (Map<String, Object>) parent.get(key);
	}

}
