package io.feishuinterviews.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import io.feishuinterviews.AbstractBrowserIntegrationTests;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import tools.jackson.databind.JsonNode;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A web page of another origin that shows interviews as a timeline, in a real Chromium.
 */
class TimelineIntegrationTests extends AbstractBrowserIntegrationTests {

	private static final Path PAGE = Path.of("src/test/resources/timeline/index.html");

	private static final String UNKNOWN = "error-1002102";

	private static final List<String> TALENTS = talents();

	private static final HttpServer pages = pages();

	private static final List<Exchange> exchanges = new CopyOnWriteArrayList<>();

	private int shown;

	@DynamicPropertySource
	static void origin(DynamicPropertyRegistry registry) {
		registry.add("interviews.cors.allowed-origins", TimelineIntegrationTests::url);
	}

	@BeforeAll
	static void startPages() {
		pages.start();
	}

	@AfterAll
	static void stopPages() {
		pages.stop(0);
	}

	@Test
	void pageIsShortAndHasNoTexts() throws IOException {
		List<String> lines = Files.readAllLines(PAGE);
		assertThat(lines).hasSizeLessThan(150);
		assertThat(lines)
			.filteredOn((line) -> line.codePoints()
				.anyMatch((character) -> Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN))
			.containsExactly("<button lang=\"zh\">中文</button>");
	}

	@ParameterizedTest
	@ValueSource(strings = { "zh", "en" })
	void showsTheInterviewsOfAllTalentsInOneLanguage(String language) {
		open(TALENTS, language);
		JsonNode labels = json(get("/labels", "Accept-Language", language));
		for (String talent : TALENTS) {
			List<WebElement> entries = section(talent).findElements(By.cssSelector("ol > li"));
			JsonNode interviews = interviews(talent, language);
			assertThat(entries).as(talent).hasSize(interviews.size());
			for (int i = 0; i < entries.size(); i++) {
				assertEntry(entries.get(i).getText(), interviews.get(i), labels);
			}
		}
		assertNoCodes();
	}

	@Test
	void switchesTheLanguageOfEverything() {
		open(List.of("7100000000000000007", UNKNOWN), "zh");
		assertThat(browser.find(By.tagName("html")).getDomAttribute("lang")).isEqualTo("zh");
		assertThat(section("7100000000000000007").getText()).contains("未到场").doesNotContain("Absent");
		assertProblem(UNKNOWN, "zh");
		feishu.forgetCalls();
		clickAndWait(By.cssSelector("button[lang=en]"));
		assertThat(browser.find(By.tagName("html")).getDomAttribute("lang")).isEqualTo("en");
		assertThat(section("7100000000000000007").getText()).contains("Absent").doesNotContain("未到场");
		assertProblem(UNKNOWN, "en");
		assertNoCodes();
		assertThat(feishu.calls()).isEmpty();
	}

	@Test
	void tellsCancelledAndUnscheduledInterviewsApart() {
		open(List.of("7100000000000000001", "7100000000000000006", "7100000000000000013"), "zh");
		WebElement cancelled = browser.find(By.cssSelector("li[data-status=CANCELLED]"));
		WebElement unscheduled = browser.find(By.cssSelector("li[data-status=UNSCHEDULED]"));
		WebElement completed = browser.find(By.cssSelector("li[data-status=COMPLETED]"));
		assertThat(cancelled.getText()).contains("已取消");
		assertThat(unscheduled.getText()).contains("待安排");
		assertThat(completed.getText()).contains("已完成");
		assertThat(Stream.of(cancelled, unscheduled, completed).map(TimelineIntegrationTests::look))
			.doesNotHaveDuplicates();
		assertThat(unscheduled.findElements(By.tagName("time"))).isEmpty();
	}

	@Test
	void pollsWithoutACallToFeishu() {
		List<String> talents = TALENTS.stream().limit(5).toList();
		open(talents, "zh");
		assertThat(feishu.calls()).hasSize(talents.size());
		feishu.forgetCalls();
		exchanges.clear();
		for (int i = 0; i < 3; i++) {
			clickAndWait(By.id("poll"));
		}
		assertThat(feishu.calls()).isEmpty();
		List<Exchange> polls = exchanges.stream().filter((exchange) -> exchange.path().startsWith("/talents")).toList();
		assertThat(polls).hasSize(3 * talents.size()).allSatisfy((poll) -> {
			assertThat(poll.ifNoneMatch()).isNotNull();
			// Chromium adds this by itself
			assertThat(poll.cacheControl()).isIn("max-age=0", "no-cache");
			assertThat(poll.status()).isEqualTo(304);
		});
		assertThat(exchanges).as("the labels are in the browser's cache").hasSameSizeAs(polls);
	}

	/**
	 * Open the page and wait until it shows the talents.
	 */
	private void open(List<String> talents, String language) {
		this.shown = 0;
		browser.driver()
			.get("%s/?language=%s&api=http://localhost:%d&talents=%s".formatted(url(), language, this.port,
					String.join(",", talents)));
		waitUntilShown();
	}

	private void clickAndWait(By button) {
		browser.click(button);
		waitUntilShown();
	}

	private void waitUntilShown() {
		this.shown++;
		browser.await()
			.until((page) -> String.valueOf(this.shown)
				.equals(page.findElement(By.tagName("main")).getDomAttribute("data-shown")));
	}

	private WebElement section(String talent) {
		return browser.find(By.cssSelector("section[data-talent='" + talent + "']"));
	}

	private JsonNode interviews(String talent, String language) {
		return json(get("/talents/" + talent + "/interviews", "Accept-Language", language)).get("interviews");
	}

	private static void assertEntry(String text, JsonNode interview, JsonNode labels) {
		if (interview.has("beginTime")) {
			ZoneId zone = ZoneId.of(interview.path("talentTimeZoneId").asString("UTC"));
			assertThat(text).contains(OffsetDateTime.parse(interview.get("beginTime").asString())
				.atZoneSameInstant(zone)
				.format(DateTimeFormatter.ofPattern("HH:mm")));
		}
		List<String> texts = new ArrayList<>();
		addTexts(interview, labels, texts);
		assertThat(texts).isNotEmpty().allSatisfy((label) -> assertThat(text).contains(label));
	}

	/**
	 * Add the text of each coded value in an object, and in those in its lists.
	 */
	private static void addTexts(JsonNode object, JsonNode labels, List<String> texts) {
		object.forEachEntry((field, value) -> {
			if (labels.has(field)) {
				texts.add(labels.get(field).path(value.asString()).asString(value.asString()));
			}
			value.valueStream().filter(JsonNode::isObject).forEach((item) -> addTexts(item, labels, texts));
		});
	}

	private void assertProblem(String talent, String language) {
		JsonNode problem = json(get("/talents/" + talent + "/interviews", "Accept-Language", language));
		assertThat(section(talent).getText()).contains(problem.get("title").asString(),
				problem.get("detail").asString());
	}

	private void assertNoCodes() {
		assertThat(browser.find(By.tagName("body")).getText()).isNotEmpty().doesNotContainPattern("[A-Z]+_[A-Z_]+");
	}

	/**
	 * Return what distinguishes an entry at first sight, apart from its texts.
	 */
	private static String look(WebElement entry) {
		return entry.getCssValue("border-left-style") + " "
				+ entry.findElement(By.tagName("h3")).getCssValue("text-decoration-line");
	}

	private static List<String> talents() {
		try (Stream<Path> files = Files.list(Path.of("src/test/resources/sandbox/__files"))) {
			return files.map((file) -> file.getFileName().toString().replaceAll("talent-|\\.json", ""))
				.sorted()
				.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static HttpServer pages() {
		try {
			HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
			server.createContext("/", (exchange) -> {
				try (exchange) {
					byte[] page = Files.readAllBytes(PAGE);
					exchange.getResponseHeaders().set("Content-Type", "text/html");
					exchange.sendResponseHeaders(200, page.length);
					exchange.getResponseBody().write(page);
				}
			});
			return server;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String url() {
		return "http://localhost:" + pages.getAddress().getPort();
	}

	/**
	 * A request of the page (not a preflight request), and the status of the response.
	 */
	private record Exchange(String path, String ifNoneMatch, String cacheControl, int status) {

	}

	@TestConfiguration(proxyBeanMethods = false)
	static class Recording {

		@Bean
		static FilterRegistrationBean<Filter> recordExchanges() {
			FilterRegistrationBean<Filter> registration = new FilterRegistrationBean<>((request, response, chain) -> {
				chain.doFilter(request, response);
				HttpServletRequest http = (HttpServletRequest) request;
				if (HttpMethod.GET.matches(http.getMethod())) {
					exchanges.add(new Exchange(http.getRequestURI(), http.getHeader("If-None-Match"),
							http.getHeader("Cache-Control"), ((HttpServletResponse) response).getStatus()));
				}
			});
			registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
			return registration;
		}

	}

}
