package io.feishuinterviews;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInfo;

/**
 * The whole service, and one Chromium for all tests of a class. Every test finds an empty
 * browser.
 */
@Tag("browser")
public abstract class AbstractBrowserIntegrationTests extends IntegrationTest {

	protected static Browser browser;

	@BeforeAll
	static void startBrowser(TestInfo test) {
		browser = Browser.start(test.getDisplayName());
	}

	@AfterAll
	static void quitBrowser() {
		if (browser != null) {
			browser.close();
		}
	}

	@BeforeEach
	void clearBrowser() {
		browser.clear();
	}

}
