package io.feishuinterviews.api.documentation;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.logging.Level;

import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Requirements;
import io.feishuinterviews.web.server.PrefixProxy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.pagefactory.ByChained;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

import org.springframework.test.context.TestPropertySource;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Swagger UI as people see it, in a Chromium without a window.
 */
@Tag("browser")
@TestPropertySource(properties = "server.forward-headers-strategy=framework")
class SwaggerUiIntegrationTests extends IntegrationTest {

	private WebDriver browser;

	private WebDriverWait wait;

	private Path profile;

	@BeforeEach
	void startBrowser() throws IOException {
		File chromium = Requirements.program("Swagger UI", "chromium", "chromium-browser", "google-chrome");
		File driver = Requirements.program("Swagger UI", "chromedriver");
		this.profile = Files.createTempDirectory("chromium-");
		ChromeOptions options = new ChromeOptions();
		options.setBinary(chromium);
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
				"--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
				"--user-data-dir=" + this.profile, "--window-size=1280,1400");
		LoggingPreferences console = new LoggingPreferences();
		console.enable(LogType.BROWSER, Level.ALL);
		options.setCapability("goog:loggingPrefs", console);
		// named, since Selenium would look for others on the Internet
		this.browser = new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(driver).usingAnyFreePort().build(), options);
		this.wait = new WebDriverWait(this.browser, Duration.ofSeconds(30));
	}

	@AfterEach
	void quitBrowser() {
		if (this.browser != null) {
			this.browser.quit();
		}
		if (this.profile != null) {
			// leaves what Chromium still holds, which is no failure of the test's
			FileSystemUtils.deleteRecursively(this.profile.toFile());
		}
	}

	@Test
	void swaggerUiShowsInterviewsAndProblems() {
		By operation = open("getInterviews");
		choose(operation, "sample", "6949805467799537964");
		assertThat(execute(operation, 200)).contains("\"interviewType\": \"ON_SITE\"", "\"creatorName\": \"Yu Duan\"");
		choose(operation, "unknown", "error-1002102");
		assertThat(execute(operation, 404)).contains("\"code\": \"talent-not-found\"");
	}

	@Test
	void swaggerUiShowsTheKnownValuesOfAField() {
		By operation = open("getInterviews");
		click(new ByChained(operation, By.cssSelector(".responses-table .model-example .tablinks[data-name=model]")));
		By model = new ByChained(operation, By.cssSelector(".responses-table .model-example"));
		// Swagger UI unfolds the first level by itself, sooner or later, and the button
		// then
		// folds it first
		this.wait.ignoring(WebDriverException.class).until((page) -> {
			if (page.findElement(model).getText().contains("ON_SITE")) {
				return true;
			}
			page.findElement(new ByChained(model, By.cssSelector(".json-schema-2020-12-expand-deep-button"))).click();
			return false;
		});
		assertThat(this.browser.findElement(model).getText()).contains("x-extensible-enum", "NOT_SUBMITTED");
	}

	@Test
	void swaggerUiShowsABatch() {
		By operation = open("getInterviewsOfMany");
		assertThat(execute(operation, 200)).contains("\"results\"", "\"creatorName\": \"Yu Duan\"",
				"\"code\": \"talent-not-found\"");
	}

	@Test
	void swaggerUiWorksBehindAProxyThatStripsAPrefix() throws IOException {
		try (PrefixProxy proxy = new PrefixProxy("/hr", this.port)) {
			By operation = open("getInterviews", proxy.url());
			choose(operation, "sample", "6949805467799537964");
			assertThat(execute(operation, 200)).contains("\"creatorName\"");
			assertThat(this.browser.findElement(By.cssSelector(".request-url pre")).getText())
				.startsWith(proxy.url() + "/talents/6949805467799537964/interviews?");
		}
	}

	@Test
	void swaggerUiSendsTheEnteredApiKey() {
		By operation = open("getInterviews");
		choose(operation, "sample", "6949805467799537964");
		assertThat(execute(operation, 200)).contains("\"contactMobile\": \"133****3333\"");
		authorize("wrong-key");
		assertThat(execute(operation, 401)).contains("\"code\": \"unauthenticated\"");
		authorize(key("recruiter"));
		assertThat(execute(operation, 200)).contains("\"contactMobile\": \"13333333333\"");
	}

	@Test
	void swaggerUiViolatesNoContentSecurityPolicy() {
		open("getInterviews");
		assertThat(this.browser.manage().logs().get(LogType.BROWSER).getAll()).extracting(LogEntry::getMessage)
			.noneMatch((message) -> message.contains("Content Security Policy"));
	}

	/**
	 * Type a key into the dialog behind the Authorize button, instead of the one that is
	 * there.
	 */
	private void authorize(String key) {
		click(By.cssSelector(".scheme-container button.authorize"));
		By dialog = By.cssSelector(".dialog-ux .auth-container");
		By logout = new ByChained(dialog, By.xpath(".//button[normalize-space()='Logout']"));
		if (!this.browser.findElements(logout).isEmpty()) {
			click(logout);
		}
		By input = new ByChained(dialog, By.cssSelector("input[type=text], input[type=password]"));
		this.wait.until(ExpectedConditions.elementToBeClickable(input)).sendKeys(key);
		click(new ByChained(dialog, By.cssSelector("button.authorize[type=submit]")));
		click(By.cssSelector(".dialog-ux button.btn-done"));
	}

	/**
	 * Come to Swagger UI as the README's reader does, and unfold an operation.
	 * @return where it is on the page
	 */
	private By open(String operationId) {
		return open(operationId, "http://localhost:" + this.port);
	}

	private By open(String operationId, String base) {
		this.browser.get(base + "/");
		By operation = By.id("operations-interviews-" + operationId);
		click(new ByChained(operation, By.className("opblock-summary-control")));
		assertThat(this.browser.getCurrentUrl()).startsWith(base + "/swagger-ui/index.html");
		return operation;
	}

	/**
	 * Choose an example and wait until it has filled in the parameter.
	 */
	private void choose(By operation, String example, String talentId) {
		By parameter = new ByChained(operation, By.cssSelector("tr[data-param-name=talentId]"));
		By examples = new ByChained(parameter, By.tagName("select"));
		new Select(this.wait.until(ExpectedConditions.elementToBeClickable(examples))).selectByValue(example);
		this.wait.until(ExpectedConditions.domPropertyToBe(
				this.browser.findElement(new ByChained(parameter, By.tagName("input"))), "value", talentId));
	}

	/**
	 * Send the request, which needs no click on "Try it out" before, and wait for a
	 * status.
	 * @return the body that comes with it
	 */
	private String execute(By operation, int status) {
		click(new ByChained(operation, By.cssSelector("button.execute")));
		By answer = new ByChained(operation, By.cssSelector(".live-responses-table .response"));
		// nothing but the digits: a status that the document lacks would be called
		// undocumented here
		this.wait.until(ExpectedConditions.textToBe(new ByChained(answer, By.className("response-col_status")),
				String.valueOf(status)));
		return this.browser.findElement(new ByChained(answer, By.cssSelector(".highlight-code code"))).getText();
	}

	private void click(By what) {
		this.wait.until(ExpectedConditions.elementToBeClickable(what)).click();
	}

}
