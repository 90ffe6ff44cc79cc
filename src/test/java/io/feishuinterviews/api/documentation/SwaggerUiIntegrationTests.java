package io.feishuinterviews.api.documentation;

import java.io.IOException;

import io.feishuinterviews.AbstractBrowserIntegrationTests;
import io.feishuinterviews.web.server.PrefixProxy;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.support.pagefactory.ByChained;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Swagger UI as people see it, in a Chromium without a window.
 */
@TestPropertySource(properties = "server.forward-headers-strategy=framework")
class SwaggerUiIntegrationTests extends AbstractBrowserIntegrationTests {

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
		browser.click(
				new ByChained(operation, By.cssSelector(".responses-table .model-example .tablinks[data-name=model]")));
		By model = new ByChained(operation, By.cssSelector(".responses-table .model-example"));
		// Swagger UI unfolds the first level by itself, sooner or later, and the button
		// then
		// folds it first
		browser.await().ignoring(WebDriverException.class).until((page) -> {
			if (page.findElement(model).getText().contains("ON_SITE")) {
				return true;
			}
			page.findElement(new ByChained(model, By.cssSelector(".json-schema-2020-12-expand-deep-button"))).click();
			return false;
		});
		assertThat(browser.find(model).getText()).contains("x-extensible-enum", "NOT_SUBMITTED");
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
			assertThat(browser.find(By.cssSelector(".request-url pre")).getText())
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
	void swaggerUiExplainsWhichKeyToEnter() {
		open("getInterviews");
		browser.click(By.cssSelector(".scheme-container button.authorize"));
		assertThat(browser.find(By.cssSelector(".dialog-ux")).getText())
			.contains("interviews:read", "interviews:contact", "without Bearer")
			.doesNotContain("sandbox-key");
	}

	@Test
	void swaggerUiShowsTheTextsOfLabels() {
		By operation = open("getLabels");
		assertThat(execute(operation, 200)).contains("\"VIDEO\": \"Video interview\"");
	}

	@Test
	void swaggerUiShowsExamplesInBothLanguages() {
		By operation = open("getInterviews");
		By examples = new ByChained(operation,
				By.cssSelector(".responses-table .response[data-code='200'] select.examples-select-element"));
		By example = new ByChained(operation, By.cssSelector(".responses-table .response[data-code='200'] .example"));
		Select languages = new Select(browser.await().until(ExpectedConditions.elementToBeClickable(examples)));
		languages.selectByValue("zh");
		browser.await().until(ExpectedConditions.textToBePresentInElementLocated(example, "一面"));
		languages.selectByValue("en");
		browser.await().until(ExpectedConditions.textToBePresentInElementLocated(example, "Round one"));
	}

	@Test
	void swaggerUiViolatesNoContentSecurityPolicy() {
		open("getInterviews");
		assertThat(browser.console()).noneMatch((message) -> message.contains("Content Security Policy"));
	}

	/**
	 * Type a key into the dialog behind the Authorize button, instead of the one that is
	 * there.
	 */
	private void authorize(String key) {
		browser.click(By.cssSelector(".scheme-container button.authorize"));
		By dialog = By.cssSelector(".dialog-ux .auth-container");
		By logout = new ByChained(dialog, By.xpath(".//button[normalize-space()='Logout']"));
		if (!browser.driver().findElements(logout).isEmpty()) {
			browser.click(logout);
		}
		By input = new ByChained(dialog, By.cssSelector("input[type=text], input[type=password]"));
		browser.await().until(ExpectedConditions.elementToBeClickable(input)).sendKeys(key);
		browser.click(new ByChained(dialog, By.cssSelector("button.authorize[type=submit]")));
		browser.click(By.cssSelector(".dialog-ux button.btn-done"));
	}

	/**
	 * Come to Swagger UI as the README's reader does, and unfold an operation.
	 * @return where it is on the page
	 */
	private By open(String operationId) {
		return open(operationId, "http://localhost:" + this.port);
	}

	private By open(String operationId, String base) {
		browser.driver().get(base + "/");
		By operation = By.cssSelector("[id^=operations-][id$=-" + operationId + "]");
		browser.click(new ByChained(operation, By.className("opblock-summary-control")));
		assertThat(browser.driver().getCurrentUrl()).startsWith(base + "/swagger-ui/index.html");
		return operation;
	}

	/**
	 * Choose an example and wait until it has filled in the parameter.
	 */
	private void choose(By operation, String example, String talentId) {
		By parameter = new ByChained(operation, By.cssSelector("tr[data-param-name=talentId]"));
		By examples = new ByChained(parameter, By.tagName("select"));
		new Select(browser.await().until(ExpectedConditions.elementToBeClickable(examples))).selectByValue(example);
		browser.await()
			.until(ExpectedConditions.domPropertyToBe(browser.find(new ByChained(parameter, By.tagName("input"))),
					"value", talentId));
	}

	/**
	 * Send the request, which needs no click on "Try it out" before, and wait for a
	 * status.
	 * @return the body that comes with it
	 */
	private String execute(By operation, int status) {
		browser.click(new ByChained(operation, By.cssSelector("button.execute")));
		By answer = new ByChained(operation, By.cssSelector(".live-responses-table .response"));
		// nothing but the digits: a status that the document lacks would be called
		// undocumented here
		browser.await()
			.until(ExpectedConditions.textToBe(new ByChained(answer, By.className("response-col_status")),
					String.valueOf(status)));
		return browser.find(new ByChained(answer, By.cssSelector(".highlight-code code"))).getText();
	}

	/**
	 * With the overlay of the sandbox.
	 */
	@Nested
	@TestPropertySource(properties = "interviews.documentation.overlay=src/deploy/sandbox/openapi.yaml")
	class InTheSandbox {

		@Test
		void swaggerUiOffersTheTalentsOfTheSandbox() {
			By operation = open("getInterviews");
			choose(operation, "7100000000000000013", "7100000000000000013");
			assertThat(execute(operation, 200)).contains("\"status\": \"UNSCHEDULED\"");
			choose(operation, "error-1002216", "error-1002216");
			assertThat(execute(operation, 403)).contains("\"code\": \"talent-confidential\"");
		}

		@Test
		void swaggerUiExplainsTheKeyOfTheSandbox() {
			open("getInterviews");
			browser.click(By.cssSelector(".scheme-container button.authorize"));
			assertThat(browser.find(By.cssSelector(".dialog-ux")).getText()).contains("sandbox-key");
		}

	}

}
