package io.feishuinterviews.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

import com.nimbusds.jose.JOSEException;
import org.junit.jupiter.api.Tag;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/**
 * Tokens of an identity provider whose key is in a file.
 */
@Tag("slow")
class PublicKeyTokenIntegrationTests extends AbstractTokenIntegrationTests {

	@DynamicPropertySource
	static void identityProvider(DynamicPropertyRegistry registry) {
		registry.add("spring.security.oauth2.resourceserver.jwt.issuer-uri", provider::issuer);
		registry.add("spring.security.oauth2.resourceserver.jwt.public-key-location", () -> pem().toUri().toString());
	}

	private static Path pem() {
		try {
			byte[] key = KEY.toRSAPublicKey().getEncoded();
			Path file = Files.createTempFile("idp-", ".pub");
			file.toFile().deleteOnExit();
			return Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + Base64.getMimeEncoder().encodeToString(key)
					+ "\n-----END PUBLIC KEY-----\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
