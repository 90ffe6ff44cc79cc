package io.feishuinterviews;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;

import org.openqa.selenium.By;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

import org.springframework.util.FileSystemUtils;

/**
 * A Chromium without a window.
 */
public final class Browser implements AutoCloseable {

	private final Path profile;

	private final ChromeDriver driver;

	private final WebDriverWait wait;

	private Browser(File chromium, File driver) {
		try {
			this.profile = Files.createTempDirectory("chromium-");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		ChromeOptions options = new ChromeOptions();
		options.setBinary(chromium);
		options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
				"--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
				"--user-data-dir=" + this.profile, "--window-size=1280,1400");
		LoggingPreferences console = new LoggingPreferences();
		console.enable(LogType.BROWSER, Level.ALL);
		options.setCapability("goog:loggingPrefs", console);
		// named, since Selenium would look for others on the Internet
		this.driver = new ChromeDriver(
				new ChromeDriverService.Builder().usingDriverExecutable(driver).usingAnyFreePort().build(), options);
		this.wait = new WebDriverWait(this.driver, Duration.ofSeconds(30));
	}

	/**
	 * Start a browser, or skip the test if there is none.
	 * @param what is tested with it
	 * @return the browser; to be closed
	 */
	public static Browser start(String what) {
		return new Browser(Requirements.program(what, "chromium", "chromium-browser", "google-chrome"),
				Requirements.program(what, "chromedriver"));
	}

	/**
	 * Forget the responses and messages of earlier tests.
	 */
	public void clear() {
		this.driver.get("about:blank");
		this.driver.executeCdpCommand("Network.clearBrowserCache", Map.of());
		console();
	}

	public WebDriver driver() {
		return this.driver;
	}

	public WebDriverWait await() {
		return this.wait;
	}

	/**
	 * Return an element of the page, as it is now.
	 */
	public WebElement find(By what) {
		return this.driver.findElement(what);
	}

	/**
	 * Click on something as soon as it is there.
	 */
	public void click(By what) {
		this.wait.until(ExpectedConditions.elementToBeClickable(what)).click();
	}

	/**
	 * Run a script on the page.
	 * @param script calls its last argument with the result
	 * @param argument its first argument
	 * @return the result
	 */
	public Object run(String script, String argument) {
		return this.driver.executeAsyncScript(script, argument);
	}

	/**
	 * Return the messages in the console since the last call.
	 */
	public List<String> console() {
		return this.driver.manage().logs().get(LogType.BROWSER).getAll().stream().map(LogEntry::getMessage).toList();
	}

	@Override
	public void close() {
		this.driver.quit();
		// leaves what Chromium still holds, which is no failure of the test
		FileSystemUtils.deleteRecursively(this.profile.toFile());
	}

}
