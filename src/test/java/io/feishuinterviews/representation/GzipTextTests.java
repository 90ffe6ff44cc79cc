package io.feishuinterviews.representation;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

import io.feishuinterviews.interview.Tenant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Gzip members, and members put together from pieces of others.
 */
class GzipTextTests {

	@Property
	void combinedCrcEqualsCrcOfConcatenatedBytes(@ForAll byte[] first, @ForAll byte[] second,
			@ForAll @IntRange(max = 40) int times) {
		byte[] longer = repeat(second, times * times);
		byte[] whole = concat(first, longer);
		assertThat(Crc.combine(Crc.of(first, 0, first.length), Crc.of(longer, 0, longer.length), longer.length))
			.isEqualTo(Crc.of(whole, 0, whole.length));
	}

	@Property(tries = 200)
	void gzipTextIsReadableByGZIPInputStream(@ForAll byte[] bytes, @ForAll @IntRange(max = 100) int head,
			@ForAll @IntRange(min = 1, max = 5000) int times) throws IOException {
		byte[] content = repeat(bytes, times);
		GzipText text = new GzipText(content, Math.min(head, content.length));
		assertThat(gunzip(text.member())).isEqualTo(content);
		assertThat(text.length()).isEqualTo(content.length);
		assertThat(text.decompress().readAllBytes()).isEqualTo(content);
	}

	@Property(tries = 200)
	void gzipTextCanBecomePartOfAnotherMember(@ForAll @Size(max = 10) List<byte[]> contents,
			@ForAll @IntRange(max = 20) int head) throws IOException {
		ByteArrayOutputStream expected = new ByteArrayOutputStream();
		try (ResponseMemory.Lease lease = new ResponseMemory(1 << 30).lease(Tenant.OWN)) {
			BatchBody body = new BatchBody(true, lease);
			for (byte[] content : contents) {
				body.append("head");
				expected.writeBytes("head".getBytes(StandardCharsets.US_ASCII));
				int from = Math.min(head, content.length);
				byte[] twice = concat(content, repeat(content, 50));
				body.append(new Representation(twice, from, true));
				expected.write(twice, from, twice.length - from);
			}
			body.append("x".repeat(1000));
			expected.writeBytes("x".repeat(1000).getBytes(StandardCharsets.US_ASCII));
			assertThat(gunzip(bytes(body.build()))).isEqualTo(expected.toByteArray());
		}
	}

	private static byte[] bytes(Body body) throws IOException {
		byte[] bytes = (body instanceof Body.Stream stream) ? stream.content().get().readAllBytes()
				: ((Body.Bytes) body).bytes();
		assertThat(bytes).hasSize((int) body.length());
		return bytes;
	}

	private static byte[] gunzip(byte[] member) throws IOException {
		try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(member))) {
			return content.readAllBytes();
		}
	}

	private static byte[] repeat(byte[] bytes, int times) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (int i = 0; i < times; i++) {
			all.writeBytes(bytes);
		}
		return all.toByteArray();
	}

	private static byte[] concat(byte[] first, byte[] second) {
		ByteArrayOutputStream both = new ByteArrayOutputStream();
		both.writeBytes(first);
		both.writeBytes(second);
		return both.toByteArray();
	}

}
