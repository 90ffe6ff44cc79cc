package io.feishuinterviews.events.verification;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.regex.Pattern;

import io.feishuinterviews.events.verification.RefusedRequestException.Step;
import io.feishuinterviews.hash.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * The signature of a request: SHA-256 of timestamp, nonce, Encrypt Key and body. The key
 * comes before the body, so an attacker who knows a signed request can sign a longer one
 * whose body begins with the same bytes. Such a body is not JSON: see {@link StrictJson}.
 */
final class Signature {

	/**
	 * Of a fixed length, because no separator is between timestamp and nonce.
	 */
	private static final Pattern TIMESTAMP = Pattern.compile("[0-9]{10}");

	private static final Pattern NONCE = Pattern.compile("[!-~]{1,256}");

	private static final Pattern SIGNATURE = Pattern.compile("[0-9a-f]{64}");

	private final byte[] key;

	Signature(String encryptKey) {
		this.key = encryptKey.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Verify a signature in constant time.
	 * @throws RefusedRequestException if it is missing or wrong
	 */
	void verify(SignedRequest request) {
		byte[] expected = Sha256.of(bytes(TIMESTAMP, request.timestamp()), bytes(NONCE, request.nonce()), this.key,
				request.body());
		byte[] given = HexFormat.of().parseHex(text(SIGNATURE, request.signature()));
		if (!MessageDigest.isEqual(expected, given)) {
			throw new RefusedRequestException(Step.SIGNATURE);
		}
	}

	private static byte[] bytes(Pattern pattern, @Nullable String header) {
		return text(pattern, header).getBytes(StandardCharsets.US_ASCII);
	}

	private static String text(Pattern pattern, @Nullable String header) {
		if (header == null || !pattern.matcher(header).matches()) {
			throw new RefusedRequestException(Step.SIGNATURE);
		}
		return header;
	}

}
