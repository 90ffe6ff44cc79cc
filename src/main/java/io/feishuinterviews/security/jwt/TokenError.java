package io.feishuinterviews.security.jwt;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.feishuinterviews.interview.FailureText;

import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/**
 * Why a JWT is invalid, as a text in each language.
 */
public final class TokenError extends OAuth2Error {

	/**
	 * The descriptions that Spring Security's validators give, and the text for each.
	 */
	private static final Map<Pattern, String> SPRING_SECURITY = Map.of(Pattern.compile("Jwt expired at (.+)"),
			"token-expired", Pattern.compile("Jwt used before (.+)"), "token-not-yet-valid",
			Pattern.compile("(\\w+) is required"), "token-claim-missing",
			Pattern.compile("The (\\w+) claim is not valid"), "token-claim-invalid",
			Pattern.compile("the given typ value needs to be one of \\[?(.+?)]?"), "token-type");

	private final transient FailureText text;

	TokenError(FailureText text) {
		super(OAuth2ErrorCodes.INVALID_TOKEN, text.english(), null);
		this.text = text;
	}

	/**
	 * Return the text for an error of any validator.
	 * @param error the error
	 * @return its text, which contains the validator's own description if it is not known
	 */
	public static FailureText text(OAuth2Error error) {
		if (error instanceof TokenError own) {
			return own.text;
		}
		String description = String.valueOf(error.getDescription());
		return SPRING_SECURITY.entrySet().stream().flatMap((known) -> {
			Matcher matcher = known.getKey().matcher(description);
			return matcher.matches() ? Stream.of(new FailureText(known.getValue(), List.of(matcher.group(1))))
					: Stream.empty();
		}).findFirst().orElseGet(() -> FailureText.of("token-invalid", description));
	}

}
