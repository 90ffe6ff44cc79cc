package io.feishuinterviews.web.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;

import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.feishuinterviews.Programs;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * HTTP/2 with TLS, by an SSL bundle.
 */
@Tag("slow")
class Http2TlsIntegrationTests extends AbstractHttp2IntegrationTests {

	private static final String PASSWORD = "changeit";

	private static final Path KEYSTORE = keystore();

	@DynamicPropertySource
	static void tls(DynamicPropertyRegistry registry) {
		registry.add("server.ssl.bundle", () -> "web");
		registry.add("spring.ssl.bundle.jks.web.keystore.location", () -> KEYSTORE.toUri().toString());
		registry.add("spring.ssl.bundle.jks.web.keystore.password", () -> PASSWORD);
	}

	@Override
	String base() {
		return "https://localhost:" + this.port;
	}

	@Override
	HttpClient client() {
		try (InputStream file = Files.newInputStream(KEYSTORE)) {
			KeyStore trusted = KeyStore.getInstance("PKCS12");
			trusted.load(file, PASSWORD.toCharArray());
			TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
			trust.init(trusted);
			SSLContext tls = SSLContext.getInstance("TLS");
			tls.init(null, trust.getTrustManagers(), null);
			return HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).sslContext(tls).build();
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void sendsStrictTransportSecurityOverTls() throws Exception {
		assertThat(client().send(request("/livez").build(), HttpResponse.BodyHandlers.ofString())
			.headers()
			.firstValue("Strict-Transport-Security")).isPresent();
	}

	private static Path keystore() {
		try {
			Path file = Files.createTempDirectory("keystore-").resolve("web.p12");
			Programs.createKeyStore(file, "web", PASSWORD);
			file.toFile().deleteOnExit();
			file.getParent().toFile().deleteOnExit();
			return file;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
