package io.feishuinterviews;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Holds the way imports may go: sdk, api, cache, interview, and feishu behind its port.
 */
@AnalyzeClasses(packagesOf = FeishuInterviewsApplication.class, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

	@ArchTest
	static final ArchRule importsGoDownwards = layeredArchitecture().consideringOnlyDependenciesInLayers()
		.layer("compat")
		.definedBy("io.feishuinterviews.compat..")
		.layer("api")
		.definedBy("io.feishuinterviews.api..")
		.layer("cache")
		.definedBy("io.feishuinterviews.cache..")
		.layer("interview")
		.definedBy("io.feishuinterviews.interview..")
		.layer("feishu")
		.definedBy("io.feishuinterviews.feishu..")
		.layer("security")
		.definedBy("io.feishuinterviews.security..")
		.whereLayer("compat")
		.mayNotBeAccessedByAnyLayer()
		.whereLayer("api")
		.mayOnlyBeAccessedByLayers("compat")
		.whereLayer("security")
		.mayOnlyBeAccessedByLayers("compat", "api")
		.whereLayer("cache")
		.mayOnlyBeAccessedByLayers("compat", "api")
		.whereLayer("feishu")
		.mayNotBeAccessedByAnyLayer();

	@ArchTest
	static final ArchRule roomsDoNotTurnInCircles = slices().matching("io.feishuinterviews.(*)..")
		.should()
		.beFreeOfCycles();

	@ArchTest
	static final ArchRule feishusJsonStaysWithFeishu = classes().that()
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
	static final ArchRule httpStaysInApi = noClasses().that()
		.resideInAnyPackage("io.feishuinterviews.cache..", "io.feishuinterviews.interview..",
				"io.feishuinterviews.feishu..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("jakarta.servlet..", "org.springframework.web.servlet..",
				"org.springframework.web.bind.annotation..");

}
