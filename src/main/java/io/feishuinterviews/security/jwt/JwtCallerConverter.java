package io.feishuinterviews.security.jwt;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.security.caller.CallerAuthentication;
import io.feishuinterviews.security.caller.CallerAuthentication.CredentialType;
import io.feishuinterviews.security.caller.CallerTenants;
import io.feishuinterviews.security.caller.Scope;
import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;

/**
 * Converts an access token to its caller: {@code sub}, with the scopes in {@code scope}
 * (RFC 8693) or else {@code scp}, each a text with spaces or a list. The validators have
 * rejected any other type. A caller that belongs to no tenant has no scopes.
 */
public class JwtCallerConverter implements Converter<Jwt, AbstractAuthenticationToken> {

	private final CallerTenants tenants;

	public JwtCallerConverter(CallerTenants tenants) {
		this.tenants = tenants;
	}

	@Override
	public AbstractAuthenticationToken convert(Jwt token) {
		String subject = token.getSubject();
		if (subject == null) {
			throw new InvalidBearerTokenException("no subject");
		}
		Tenant tenant = this.tenants.ofClaim(token.getClaims().get(this.tenants.claim()));
		Object claim = token.hasClaim("scope") ? token.getClaim("scope") : token.getClaim("scp");
		List<GrantedAuthority> scopes = Stream.of(Scope.values())
			.filter((scope) -> tenant != null && contains(claim, scope.toString()))
			.map(Scope::granted)
			.toList();
		return new CallerAuthentication(CredentialType.TOKEN, subject, (tenant != null) ? tenant : Tenant.OWN, scopes,
				CallerAuthentication.DEFAULT_REQUESTS_PER_SECOND);
	}

	private static boolean contains(@Nullable Object claim, String scope) {
		if (claim instanceof String text) {
			return List.of(text.split(" ")).contains(scope);
		}
		return claim instanceof Collection<?> list && list.contains(scope);
	}

}
