package io.feishuinterviews.security;

import io.feishuinterviews.security.AccessProperties.Client;
import io.feishuinterviews.security.Caller.Proof;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;

/**
 * The caller that a token of the identity provider's speaks of: {@code sub}, with the
 * scopes in {@code scope} or {@code scp}.
 */
class TokenCaller implements Converter<Jwt, AbstractAuthenticationToken> {

	private final JwtGrantedAuthoritiesConverter scopes = new JwtGrantedAuthoritiesConverter();

	@Override
	public AbstractAuthenticationToken convert(Jwt token) {
		String subject = token.getSubject();
		if (subject == null) {
			throw new InvalidBearerTokenException("no subject");
		}
		return new Caller(Proof.TOKEN, subject, this.scopes.convert(token), Client.DEFAULT_REQUESTS_PER_SECOND);
	}

}
