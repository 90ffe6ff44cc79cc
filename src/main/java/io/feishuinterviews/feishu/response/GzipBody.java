package io.feishuinterviews.feishu.response;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;

import org.springframework.core.io.buffer.DataBufferLimitException;

/**
 * Decompresses bodies, also where no {@code Content-Encoding} says that they are
 * compressed: no JSON begins like a gzip member (RFC 1952 section 2.3.1).
 */
final class GzipBody {

	private GzipBody() {
	}

	/**
	 * Decompress a body if it is compressed.
	 * @param body the body
	 * @param maxSize how many bytes it may have when it is decompressed
	 * @return the body
	 * @throws IOException if what is compressed is damaged
	 * @throws DataBufferLimitException if the body is larger than it may be
	 */
	static byte[] decoded(byte[] body, int maxSize) throws IOException {
		if (body.length < 2 || ((body[0] & 0xFF) | (body[1] & 0xFF) << 8) != GZIPInputStream.GZIP_MAGIC) {
			return body;
		}
		try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body))) {
			byte[] decoded = gzip.readNBytes(maxSize + 1);
			if (decoded.length > maxSize) {
				throw new DataBufferLimitException("more than " + maxSize + " bytes");
			}
			return decoded;
		}
	}

}
