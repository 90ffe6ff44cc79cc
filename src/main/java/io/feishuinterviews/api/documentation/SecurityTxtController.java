package io.feishuinterviews.api.documentation;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import org.springframework.context.annotation.Conditional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves {@code security.txt} (RFC 9116).
 */
@RestController
@Conditional(SecurityTxtConfiguration.ContactConfigured.class)
class SecurityTxtController {

	static final String PATH = "/.well-known/security.txt";

	/**
	 * The contact is current as long as the service runs with it.
	 */
	private static final Duration VALID_FOR = Duration.ofDays(30);

	private final String contact;

	private final Clock clock;

	SecurityTxtController(SecurityTxtProperties properties, Clock clock) {
		this.contact = Objects.requireNonNull(properties.contact());
		this.clock = clock;
	}

	@GetMapping(path = PATH, produces = MediaType.TEXT_PLAIN_VALUE + ";charset=utf-8")
	String securityTxt() {
		return "Contact: %s\nExpires: %s\n".formatted(this.contact,
				this.clock.instant().plus(VALID_FOR).truncatedTo(ChronoUnit.DAYS));
	}

}
