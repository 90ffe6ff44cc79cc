package io.feishuinterviews.security;

import java.time.Clock;
import java.util.Date;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import io.feishuinterviews.FeishuServer;
import org.jspecify.annotations.Nullable;

import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

/**
 * An identity provider: its keys, over HTTP from Feishu's own port, and tokens signed
 * with them.
 */
final class IdentityProvider {

	static final String PATH = "/idp";

	static final String KEYS = PATH + "/keys";

	private final FeishuServer server;

	private Clock clock = Clock.systemUTC();

	IdentityProvider(FeishuServer server) {
		this.server = server;
	}

	/**
	 * Issue tokens at the time of a test.
	 */
	void use(Clock clock) {
		this.clock = clock;
	}

	String issuer() {
		return this.server.url() + PATH;
	}

	/**
	 * Serve the metadata, and these keys after a delay.
	 */
	void start(int delayMillis, RSAKey... keys) {
		this.server.wireMock()
			.stubFor(WireMock.get(urlPathEqualTo(PATH + "/.well-known/openid-configuration"))
				.willReturn(FeishuServer.json("""
						{"issuer":"%1$s","jwks_uri":"%1$s/keys"}""".formatted(issuer()))));
		JWKSet set = new JWKSet(Stream.of(keys).map((key) -> (JWK) key.toPublicJWK()).toList());
		this.server.wireMock()
			.stubFor(WireMock.get(urlPathEqualTo(KEYS))
				.willReturn(FeishuServer.json(set.toString()).withFixedDelay(delayMillis)));
	}

	/**
	 * Return the claims of a valid token, changed.
	 */
	JWTClaimsSet claims(Consumer<JWTClaimsSet.Builder> more) {
		JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder().issuer(issuer())
			.subject("alice@example.com")
			.audience("feishu-interviews")
			.issueTime(Date.from(this.clock.instant().minusSeconds(7200)))
			.expirationTime(Date.from(this.clock.instant().plusSeconds(600)));
		more.accept(claims);
		return claims.build();
	}

	static String signed(RSAKey key, JWTClaimsSet claims) {
		return signed(key, null, claims.toString());
	}

	/**
	 * Return a token of a type with whatever claims.
	 */
	static String signed(RSAKey key, @Nullable String type, String claims) {
		try {
			JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID());
			JWSObject token = new JWSObject(header.type((type != null) ? new JOSEObjectType(type) : null).build(),
					new Payload(claims));
			token.sign(new RSASSASigner(key));
			return token.serialize();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static RSAKey key() {
		try {
			return new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
		}
		catch (JOSEException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Return the same key under another ID.
	 */
	static RSAKey renamed(RSAKey key) {
		return new RSAKey.Builder(key).keyID(UUID.randomUUID().toString()).build();
	}

}
