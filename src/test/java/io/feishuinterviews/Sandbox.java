package io.feishuinterviews;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.Slf4jNotifier;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

/**
 * Feishu with made-up talents, for trying the service out: WireMock on the mappings under
 * {@code src/test/resources/sandbox}.
 */
public final class Sandbox {

	/**
	 * The app that the sandbox knows.
	 */
	public static final String APP_ID = "cli_sandbox";

	/**
	 * That app's secret.
	 */
	public static final String APP_SECRET = "sandbox-secret";

	private Sandbox() {
	}

	/**
	 * Start it.
	 * @return the server, on a port of its own choice
	 */
	public static WireMockServer start() {
		WireMockServer feishu = new WireMockServer(wireMockConfig().dynamicPort()
			.bindAddress("127.0.0.1")
			.usingFilesUnderClasspath("sandbox")
			.disableRequestJournal()
			.notifier(new Slf4jNotifier(false)));
		feishu.start();
		return feishu;
	}

	/**
	 * Return the settings of a service that takes the sandbox for Feishu.
	 * @param feishu the sandbox
	 * @return the settings, as command line arguments
	 */
	public static String[] settings(WireMockServer feishu) {
		return new String[] { "--feishu.base-url=" + feishu.baseUrl(), "--feishu.app-id=" + APP_ID,
				"--feishu.app-secret=" + APP_SECRET };
	}

}
