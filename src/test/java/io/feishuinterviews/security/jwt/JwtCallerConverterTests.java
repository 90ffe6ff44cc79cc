package io.feishuinterviews.security.jwt;

import java.util.List;

import io.feishuinterviews.interview.Tenancy;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.security.caller.CallerAuthentication;
import io.feishuinterviews.security.caller.CallerTenants;
import io.feishuinterviews.security.caller.Scope;
import org.junit.jupiter.api.Test;

import org.springframework.security.oauth2.jwt.Jwt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tenants of JWTs.
 */
class JwtCallerConverterTests {

	@Test
	void readsTheTenantFromTheConfiguredClaim() {
		CallerAuthentication caller = convert(Tenancy.MULTIPLE, "org", jwt("org", "acme", "tenant_key", "globex"));
		assertThat(caller.tenant()).isEqualTo(Tenant.of("acme"));
		assertThat(Scope.INTERVIEWS_READ.isGrantedTo(caller)).isTrue();
	}

	@Test
	void grantsNothingToAJwtWithoutTheConfiguredClaim() {
		CallerAuthentication caller = convert(Tenancy.MULTIPLE, "org", jwt("tenant_key", "acme"));
		assertThat(caller.getAuthorities()).isEmpty();
		assertThat(tenants(Tenancy.MULTIPLE, "org").of(caller)).isNull();
	}

	@Test
	void ignoresTheClaimForACustomApp() {
		for (Jwt jwt : List.of(jwt("tenant_key", "acme"), jwt("tenant_key", "a b"), jwt("other", "1"))) {
			CallerAuthentication caller = convert(Tenancy.SINGLE, "tenant_key", jwt);
			assertThat(caller.tenant()).isEqualTo(Tenant.OWN);
			assertThat(tenants(Tenancy.SINGLE, "tenant_key").of(caller)).isEqualTo(Tenant.OWN);
			assertThat(Scope.INTERVIEWS_READ.isGrantedTo(caller)).isTrue();
		}
	}

	private static CallerAuthentication convert(Tenancy tenancy, String claim, Jwt jwt) {
		return (CallerAuthentication) new JwtCallerConverter(tenants(tenancy, claim)).convert(jwt);
	}

	private static CallerTenants tenants(Tenancy tenancy, String claim) {
		return new CallerTenants(tenancy, claim, null);
	}

	private static Jwt jwt(String... claims) {
		Jwt.Builder jwt = Jwt.withTokenValue("token").header("alg", "RS256").subject("alice");
		jwt.claim("scope", "interviews:read");
		for (int i = 0; i < claims.length; i += 2) {
			jwt.claim(claims[i], claims[i + 1]);
		}
		return jwt.build();
	}

}
