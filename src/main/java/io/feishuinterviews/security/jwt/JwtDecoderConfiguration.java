package io.feishuinterviews.security.jwt;

import java.io.IOException;
import java.io.InputStream;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Ticker;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.proc.ConfigurableJWTProcessor;
import io.feishuinterviews.security.key.AccessProperties;
import io.feishuinterviews.settings.PlainHttp;

import org.springframework.boot.security.oauth2.server.resource.autoconfigure.JwkSetUriJwtDecoderBuilderCustomizer;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.security.converter.RsaKeyConverters;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.util.Assert;
import org.springframework.util.StringUtils;
import org.springframework.web.client.RestTemplate;

/**
 * Configures how the access tokens of an identity provider are verified: what Spring
 * Boot's decoder checks, and what RFC 9068 requires beyond that.
 */
@Configuration(proxyBeanMethods = false)
class JwtDecoderConfiguration {

	private static final String PROPERTIES = "spring.security.oauth2.resourceserver.jwt";

	/**
	 * The types of access tokens. RFC 9068 has one of its own; most identity providers
	 * use the general one, or none.
	 */
	@Bean
	JwtTypeValidator jwtTypeValidator() {
		List<String> types = new ArrayList<>(AccessTokenValidator.ACCESS_TOKEN_TYPES);
		types.add("JWT");
		JwtTypeValidator type = new JwtTypeValidator(types);
		type.setAllowEmpty(true);
		return type;
	}

	@Bean
	JwtTimestampValidator jwtTimestampValidator(Clock clock) {
		JwtTimestampValidator lifetime = new JwtTimestampValidator();
		lifetime.setClock(clock);
		lifetime.setAllowEmptyExpiryClaim(false);
		return lifetime;
	}

	@Bean
	JwtClaimValidator<Object> jwtSubjectValidator() {
		return new JwtClaimValidator<>(JwtClaimNames.SUB,
				(subject) -> subject instanceof String text && StringUtils.hasText(text));
	}

	@Bean
	AccessTokenValidator accessTokenValidator(AccessProperties access, Clock clock) {
		return new AccessTokenValidator(access.maxTokenLifetime(), clock);
	}

	@Bean
	JwkSetCache jwkSetCache(OAuth2ResourceServerProperties properties, Ticker ticker) {
		OAuth2ResourceServerProperties.Jwt jwt = properties.getJwt();
		boolean local = jwt.getPublicKeyLocation() != null && !StringUtils.hasText(jwt.getJwkSetUri());
		return new JwkSetCache(!local, ticker);
	}

	/**
	 * Calls the identity provider through the cache, with timeouts.
	 */
	@Bean
	JwkSetUriJwtDecoderBuilderCustomizer jwkSetCacheCustomizer(JwkSetCache cache, Ticker ticker,
			Environment environment) {
		RestTemplate http = IdentityProviderHttp.create(ticker, PlainHttp.isAllowed(environment));
		return (decoder) -> decoder.restOperations(http)
			.jwtProcessorCustomizer((processor) -> useCache(processor, cache));
	}

	private static void useCache(ConfigurableJWTProcessor<SecurityContext> processor, JwkSetCache cache) {
		Assert.state(processor.getJWSKeySelector() instanceof JWSVerificationKeySelector,
				"the decoder does not use a JWK set");
		JWSVerificationKeySelector<SecurityContext> uncached = (JWSVerificationKeySelector<SecurityContext>) processor
			.getJWSKeySelector();
		Set<JWSAlgorithm> algorithms = JWSAlgorithm.Family.SIGNATURE.stream()
			.filter(uncached::isAllowed)
			.collect(Collectors.toSet());
		processor.setJWSKeySelector(new JWSVerificationKeySelector<>(algorithms, cache.of(uncached.getJWKSource())));
	}

	/**
	 * Verifies tokens with a key in a file, and their issuer, too. Where there is an
	 * issuer, Spring Boot would not use the file.
	 */
	@Bean
	@Conditional(PublicKeyAndIssuer.class)
	JwtDecoder jwtDecoderWithPublicKeyAndIssuer(OAuth2ResourceServerProperties properties,
			List<OAuth2TokenValidator<Jwt>> validators) throws IOException {
		OAuth2ResourceServerProperties.Jwt jwt = properties.getJwt();
		NimbusJwtDecoder decoder;
		try (InputStream file = Objects.requireNonNull(jwt.getPublicKeyLocation()).getInputStream()) {
			RSAPublicKey key = Objects.requireNonNull(RsaKeyConverters.x509().convert(file));
			SignatureAlgorithm algorithm = SignatureAlgorithm.from(jwt.getJwsAlgorithms().get(0));
			Assert.notNull(algorithm, PROPERTIES + ".jws-algorithms must name an algorithm such as RS256");
			decoder = NimbusJwtDecoder.withPublicKey(key).signatureAlgorithm(algorithm).build();
		}
		List<OAuth2TokenValidator<Jwt>> all = new ArrayList<>(validators);
		all.add(new JwtIssuerValidator(Objects.requireNonNull(jwt.getIssuerUri())));
		all.add(new JwtClaimValidator<Collection<String>>(JwtClaimNames.AUD,
				(audience) -> audience != null && !Collections.disjoint(audience, jwt.getAudiences())));
		decoder.setJwtValidator(JwtValidators.createDefaultWithValidators(all));
		return decoder;
	}

	/**
	 * Whether a key in a file and an issuer are configured, and no set of keys.
	 */
	static class PublicKeyAndIssuer implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return isSet(context, "public-key-location") && isSet(context, "issuer-uri")
					&& !isSet(context, "jwk-set-uri");
		}

		private static boolean isSet(ConditionContext context, String name) {
			return StringUtils.hasText(context.getEnvironment().getProperty(PROPERTIES + "." + name));
		}

	}

}
