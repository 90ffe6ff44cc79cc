package io.feishuinterviews.api;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.pagefactory.ByChained;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * Swagger UI as people see it, in a Chromium without a window.
 */
class SwaggerUiIntegrationTests extends IntegrationTest {

	private static WebDriver browser;

	private static WebDriverWait wait;

	private static Path profile;

	@BeforeAll
	static void startBrowser() throws IOException {
		Optional<File> chromium = onPath("chromium", "chromium-browser", "google-chrome");
		Optional<File> driver = onPath("chromedriver");
		if (chromium.isEmpty() || driver.isEmpty()) {
			skip("Swagger UI is tested with Chromium and chromedriver, and there is no "
					+ (chromium.isEmpty() ? "Chromium" : "chromedriver") + " on the PATH");
		}
		profile = Files.createTempDirectory("chromium-");
		ChromeOptions options = new ChromeOptions();
		options.setBinary(chromium.orElseThrow());
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
				"--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
				"--user-data-dir=" + profile, "--window-size=1280,1400");
		// named, since Selenium would look for others on the Internet
		browser = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(driver.orElseThrow())
			.usingAnyFreePort()
			.build(), options);
		wait = new WebDriverWait(browser, Duration.ofSeconds(30));
	}

	@AfterAll
	static void quitBrowser() {
		if (browser != null) {
			browser.quit();
		}
		if (profile != null) {
			// leaves what Chromium still holds, which is no failure of the test's
			FileSystemUtils.deleteRecursively(profile.toFile());
		}
	}

	@Test
	void showsTheInterviewsOfTheSampleAndTheProblemOfAnUnknownTalent() {
		By operation = open("getInterviews");
		choose(operation, "sample", "6949805467799537964");
		assertThat(execute(operation, 200)).contains("\"interviewType\": \"ON_SITE\"", "\"creatorName\": \"Yu Duan\"");
		choose(operation, "unknown", "error-1002102");
		assertThat(execute(operation, 404)).contains("\"code\": \"talent-not-found\"");
	}

	@Test
	void showsTheInterviewsOfManyTalents() {
		By operation = open("getInterviewsOfMany");
		assertThat(execute(operation, 200)).contains("\"results\"", "\"creatorName\": \"Yu Duan\"",
				"\"code\": \"talent-not-found\"");
	}

	/**
	 * Come to Swagger UI as the README's reader does, and unfold an operation.
	 * @return where it is on the page
	 */
	private By open(String operationId) {
		browser.get("http://localhost:" + this.port + "/");
		By operation = By.id("operations-interviews-" + operationId);
		click(new ByChained(operation, By.className("opblock-summary-control")));
		assertThat(browser.getCurrentUrl()).startsWith("http://localhost:" + this.port + "/swagger-ui/index.html");
		return operation;
	}

	/**
	 * Choose an example and wait until it has filled in the parameter.
	 */
	private static void choose(By operation, String example, String talentId) {
		By parameter = new ByChained(operation, By.cssSelector("tr[data-param-name=talentId]"));
		By examples = new ByChained(parameter, By.tagName("select"));
		new Select(wait.until(ExpectedConditions.elementToBeClickable(examples))).selectByValue(example);
		wait.until(ExpectedConditions
			.domPropertyToBe(browser.findElement(new ByChained(parameter, By.tagName("input"))), "value", talentId));
	}

	/**
	 * Send the request, which needs no click on "Try it out" before, and wait for a
	 * status.
	 * @return the body that comes with it
	 */
	private static String execute(By operation, int status) {
		click(new ByChained(operation, By.cssSelector("button.execute")));
		By answer = new ByChained(operation, By.cssSelector(".live-responses-table .response"));
		// nothing but the digits: a status that the document lacks would be called
		// undocumented here
		wait.until(ExpectedConditions.textToBe(new ByChained(answer, By.className("response-col_status")),
				String.valueOf(status)));
		return browser.findElement(new ByChained(answer, By.cssSelector(".highlight-code code"))).getText();
	}

	private static void click(By what) {
		wait.until(ExpectedConditions.elementToBeClickable(what)).click();
	}

	private static Optional<File> onPath(String... names) {
		return Stream.of(names)
			.flatMap((name) -> Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
				.map((directory) -> new File(directory, name)))
			.filter(File::canExecute)
			.findFirst();
	}

	private static void skip(String why) {
		// a CI that skips it would go on without anybody noticing
		if ("true".equals(System.getenv("CI"))) {
			fail(why);
		}
		Assumptions.abort(why);
	}

}
