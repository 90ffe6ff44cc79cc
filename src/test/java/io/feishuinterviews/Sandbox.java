package io.feishuinterviews;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.Slf4jNotifier;
import com.github.tomakehurst.wiremock.extension.Extension;

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

	/**
	 * An API key with all scopes.
	 */
	public static final String API_KEY = "sandbox-key";

	/**
	 * That app's Encrypt Key.
	 */
	public static final String ENCRYPT_KEY = "sandbox-encrypt-key";

	/**
	 * That app's Verification Token.
	 */
	public static final String VERIFICATION_TOKEN = "sandbox-verification-token";

	private Sandbox() {
	}

	/**
	 * Start it.
	 * @param extensions further behaviour
	 * @return the server, on a port of its own choice
	 */
	public static WireMockServer start(Extension... extensions) {
		WireMockServer feishu = new WireMockServer(wireMockConfig().dynamicPort()
			.bindAddress("127.0.0.1")
			.usingFilesUnderClasspath("sandbox")
			.disableRequestJournal()
			.extensions(extensions)
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
				"--feishu.app-secret=" + APP_SECRET, "--interviews.security.anonymous-scopes=interviews:read",
				"--interviews.security.clients.sandbox.key-sha256=" + sha256(API_KEY),
				"--interviews.security.clients.sandbox.scopes=interviews:read, interviews:contact, ops" };
	}

	/**
	 * Return the hash of an API key, for the settings.
	 * @param key the key
	 * @return its hash
	 */
	public static String sha256(String key) {
		try {
			return HexFormat.of()
				.formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
