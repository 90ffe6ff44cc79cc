package io.feishuinterviews;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packages, and the direction of imports between them.
 */
@AnalyzeClasses(packagesOf = FeishuInterviewsApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	private static final Path SOURCES = Path.of("src/main/java/io/feishuinterviews");

	@ArchTest
	static final ArchRule importsGoDownwards = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.layer("compat")
		.definedBy("io.feishuinterviews.compat..")
		.layer("api")
		.definedBy("io.feishuinterviews.api..")
		.layer("events")
		.definedBy("io.feishuinterviews.events..")
		.layer("management")
		.definedBy("io.feishuinterviews.management..")
		.layer("web")
		.definedBy("io.feishuinterviews.web..")
		.layer("audit")
		.definedBy("io.feishuinterviews.audit..")
		.layer("security")
		.definedBy("io.feishuinterviews.security..")
		.layer("cache")
		.definedBy("io.feishuinterviews.cache..")
		.layer("representation")
		.definedBy("io.feishuinterviews.representation..")
		.layer("feishu")
		.definedBy("io.feishuinterviews.feishu..")
		.layer("redis")
		.definedBy("io.feishuinterviews.redis..")
		.whereLayer("management")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("compat")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("api")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("events")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("web")
		.mayOnlyBeAccessedByLayers("compat", "api", "events", "management")
		.whereLayer("audit")
		.mayOnlyBeAccessedByLayers("compat", "api", "events", "management", "web")
		.whereLayer("security")
		.mayOnlyBeAccessedByLayers("compat", "api", "events", "management", "web", "audit")
		.whereLayer("cache")
		.mayOnlyBeAccessedByLayers("compat", "api", "events", "management", "web")
		.whereLayer("representation")
		.mayOnlyBeAccessedByLayers("compat", "api", "events", "web", "cache")
		.whereLayer("feishu")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("redis")
		.mayOnlyBeAccessedByLayers("cache", "events", "feishu");

	@ArchTest
	static final ArchRule packagesAreFreeOfCycles = slices().matching("io.feishuinterviews.(**)")
		.should()
		.beFreeOfCycles();

	@ArchTest
	static final ArchRule domainDependsOnNoOtherPackage = noClasses().that()
		.resideInAPackage("io.feishuinterviews.interview")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(Stream
			.of("api", "compat", "web", "events", "management", "audit", "security", "cache", "representation",
					"feishu", "redis", "settings", "hash")
			.map((name) -> "io.feishuinterviews." + name + "..")
			.toArray(String[]::new));

	@ArchTest
	static final ArchRule payloadsStayInFeishu = classes().that()
		.resideInAPackage("io.feishuinterviews.feishu.payload")
		.should()
		.onlyBeAccessed()
		.byAnyPackage("io.feishuinterviews.feishu..");

	@ArchTest
	static final ArchRule payloadsAreRecords = classes().that()
		.resideInAPackage("io.feishuinterviews.feishu.payload")
		.and()
		.haveSimpleNameNotEndingWith("package-info")
		.should()
		.beRecords();

	@ArchTest
	static final ArchRule servletsStayInHttpPackages = noClasses().that()
		.resideInAnyPackage("io.feishuinterviews.cache..", "io.feishuinterviews.representation..",
				"io.feishuinterviews.interview..", "io.feishuinterviews.feishu..", "io.feishuinterviews.redis..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("jakarta.servlet..", "org.springframework.web.servlet..",
				"org.springframework.web.bind.annotation..");

	@ParameterizedTest
	@CsvSource({ "/talents, api", "/open-apis, compat", "/swagger-ui, api/documentation",
			"/v3/api-docs, api/documentation", "/labels, api/documentation", "/livez, security",
			"/feishu/events, events/webhook" })
	void pathIsNamedInOnePackage(String path, String directory) throws IOException {
		try (Stream<Path> sources = Files.walk(SOURCES)) {
			List<String> directories = sources.filter((file) -> file.toString().endsWith(".java"))
				// the paths of Feishu itself
				.filter((file) -> !file.startsWith(SOURCES.resolve("feishu")))
				.filter((file) -> code(file).contains('"' + path))
				.map((file) -> SOURCES.relativize(file.getParent()).toString())
				.distinct()
				.toList();
			assertThat(directories).containsExactly(directory);
		}
	}

	private static String code(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
