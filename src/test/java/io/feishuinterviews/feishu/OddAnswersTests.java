package io.feishuinterviews.feishu;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import io.feishuinterviews.feishu.json.FeishuJson;
import io.feishuinterviews.feishu.json.PayloadSchema;
import io.feishuinterviews.feishu.json.ScalarType;
import io.feishuinterviews.feishu.mapping.InterviewMapper;
import io.feishuinterviews.feishu.mapping.PayloadMasking;
import io.feishuinterviews.feishu.response.FeishuResponseReader;
import io.feishuinterviews.feishu.response.TokenRejectedException;
import io.feishuinterviews.interview.Interview;
import io.feishuinterviews.interview.Tenancy;
import io.feishuinterviews.interview.UpstreamException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Any JSON type in the place of any node, and any bytes: an odd value removes only its
 * own field, and the result is always a snapshot or a failure of Feishu.
 */
class OddAnswersTests {

	private static final String SAMPLE = "sandbox/__files/talent-6949805467799537964.json";

	private static final String EVERYTHING = "feishu/everything.json";

	private static final List<String> VALUES = List.of("null", "true", "7", "-1", "3.5", "1e400", "1.7e12",
			"99999999999999999999", "1e999999999", "1e99999999999999999999", "1e-999999999", "0e999999999", "\"text\"",
			"\"\"", "\"7\"", "\"\\ud800\"", "[]", "[7]", "[[]]", "{}", "{\"id\":7}");

	private static final PayloadSchema ROOT = FeishuJson.schemaOfTalent();

	private static final JsonMapper JSON = new JsonMapper();

	private final FeishuJson json = new FeishuJson((path) -> {
	});

	private final PayloadMasking masking = new PayloadMasking();

	private final FeishuResponseReader responses = new FeishuResponseReader(this.json, "feishu", 16_000_000,
			Clock.systemUTC(), Tenancy.SINGLE);

	@ParameterizedTest
	@ValueSource(strings = { SAMPLE, EVERYTHING })
	void anInvalidValueOmitsOnlyItsOwnField(String document) {
		JsonNode root = JSON.readTree(bytes(document));
		JsonNode expected = JSON.readTree(bytes(document)).get("data");
		List<DocumentNode> nodes = new ArrayList<>();
		walk(root.get("data"), expected, ROOT, (node) -> ((ObjectNode) root).set("data", node), (absent) -> {
		}, nodes);
		assertThat(nodes.size()).isGreaterThan(90);
		int tried = 0;
		for (DocumentNode documentNode : nodes) {
			for (String value : VALUES) {
				String odd = documentNode.with(root, value);
				String rest = documentNode.isDocumented(value) ? null : documentNode.without(expected);
				List<Interview> interviews = interviews(odd);
				assertThat(this.masking.masked(data(odd))).as(odd).satisfies((masked) -> {
					if (masked.length > 0) {
						JSON.readTree(masked);
					}
				});
				if (rest != null) {
					assertThat(interviews).as(odd).isEqualTo(interviews("{\"code\":0,\"data\":" + rest + "}"));
				}
				tried++;
			}
		}
		assertThat(tried).isGreaterThan(2000);
	}

	@Property(tries = 3000)
	void invalidResponsesLeadToDataOrAnUpstreamFailure(@ForAll long seed, @ForAll boolean sample,
			@ForAll @IntRange(min = 1, max = 6) int changes) {
		byte[] body = bytes(sample ? SAMPLE : EVERYTHING).clone();
		Random random = new Random(seed);
		for (int i = 0; i < changes && body.length > 0; i++) {
			switch (random.nextInt(4)) {
				case 0 -> body[random.nextInt(body.length)] = (byte) random.nextInt(256);
				case 1 -> body[random.nextInt(body.length)] = (byte) "\"{}[],:\\0e-".charAt(random.nextInt(11));
				case 2 -> body = Arrays.copyOf(body, 1 + random.nextInt(body.length));
				default -> body = cut(body, random.nextInt(body.length), 1 + random.nextInt(3));
			}
		}
		tryOut(body);
	}

	@Property(tries = 500)
	void arbitraryBytesLeadToDataOrAnUpstreamFailure(@ForAll byte[] body) {
		tryOut(body);
	}

	@Property(tries = 500)
	void aGarbledTextDoesNotAffectOtherFields(@ForAll byte[] garbled) {
		for (int i = 0; i < garbled.length; i++) {
			// still a string: neither a control character, nor a quote, nor an escape
			if ((garbled[i] >= 0 && garbled[i] < 0x20) || garbled[i] == '"' || garbled[i] == '\\') {
				garbled[i] = 'x';
			}
		}
		String before = "{\"code\":0,\"data\":{\"items\":[{\"interview_list\":[{\"id\":\"i1\",\"remark\":\"";
		String after = "\"},{\"id\":\"i2\",\"contact_mobile\":\"13333333333\"}]}]}}";
		byte[] body = concat(before.getBytes(StandardCharsets.US_ASCII), garbled,
				after.getBytes(StandardCharsets.US_ASCII));
		byte[] data = this.responses.data(response(body));
		assertThat(data).isEqualTo(Arrays.copyOfRange(body, "{\"code\":0,\"data\":".length(), body.length - 1));
		List<Interview> interviews = InterviewMapper.of(this.json.talent(data));
		assertThat(interviews).extracting(Interview::id).containsExactly("i1", "i2");
		assertThat(interviews.get(0).remark()).isEqualTo(new String(garbled, StandardCharsets.UTF_8));
		assertThat(new String(this.masking.masked(data), StandardCharsets.ISO_8859_1)).contains("133****3333")
			.contains(new String(garbled, StandardCharsets.ISO_8859_1));
	}

	private void tryOut(byte[] body) {
		try {
			byte[] data = this.responses.data(response(body));
			assertThat(InterviewMapper.of(this.json.talent(data))).isNotNull();
			byte[] masked = this.masking.masked(data);
			this.json.talent(masked);
		}
		catch (UpstreamException | TokenRejectedException ex) {
			assertThat(ex.getMessage()).isNotBlank();
		}
	}

	private byte[] data(String body) {
		return this.responses.data(response(body.getBytes(StandardCharsets.UTF_8)));
	}

	private List<Interview> interviews(String body) {
		return InterviewMapper.of(this.json.talent(data(body)));
	}

	private static ResponseEntity<byte[]> response(byte[] body) {
		return new ResponseEntity<>(body, HttpStatus.OK);
	}

	/**
	 * Gather every node, with how to put another in its place, and how to leave it out.
	 */
	private static void walk(JsonNode node, JsonNode expected, PayloadSchema schema, Consumer<JsonNode> put,
			Consumer<Boolean> leaveOut, List<DocumentNode> nodes) {
		nodes.add(new DocumentNode(node, schema, put, leaveOut));
		if (node instanceof ObjectNode object) {
			ObjectNode rest = (ObjectNode) expected;
			for (String name : List.copyOf(object.propertyNames())) {
				JsonNode child = rest.get(name);
				walk(object.get(name), child, schema.field(name).schema(), (value) -> object.set(name, value),
						(absent) -> restore(rest, name, child, absent), nodes);
			}
		}
		if (node instanceof ArrayNode array) {
			ArrayNode rest = (ArrayNode) expected;
			for (int i = 0; i < array.size(); i++) {
				int index = i;
				JsonNode child = rest.get(i);
				walk(array.get(i), child, schema.element(), (value) -> array.set(index, value), (absent) -> {
					if (absent) {
						rest.remove(index);
					}
					else {
						rest.insert(index, child);
					}
				}, nodes);
			}
		}
	}

	private static void restore(ObjectNode rest, String name, JsonNode child, boolean absent) {
		if (absent) {
			rest.remove(name);
		}
		else {
			rest.set(name, child);
		}
	}

	private static byte[] cut(byte[] body, int at, int length) {
		return concat(Arrays.copyOf(body, at),
				Arrays.copyOfRange(body, Math.min(body.length, at + length), body.length));
	}

	private static byte[] concat(byte[]... parts) {
		ByteArrayOutputStream all = new ByteArrayOutputStream();
		for (byte[] part : parts) {
			all.writeBytes(part);
		}
		return all.toByteArray();
	}

	private static byte[] bytes(String resource) {
		try {
			return new ClassPathResource(resource).getContentAsByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A node of a document.
	 */
	private record DocumentNode(JsonNode node, PayloadSchema schema, Consumer<JsonNode> put,
			Consumer<Boolean> leaveOut) {

		String with(JsonNode root, String value) {
			// numbers as they are written: no tree can hold some of them
			this.put.accept(JSON.getNodeFactory().stringNode("<here>"));
			String odd = root.toString().replace("\"<here>\"", value);
			this.put.accept(this.node);
			return odd;
		}

		@Nullable String without(JsonNode expected) {
			this.leaveOut.accept(true);
			String rest = (this.schema == ROOT) ? "null" : expected.toString();
			this.leaveOut.accept(false);
			return rest;
		}

		/**
		 * Whether a value is of the documented type, and so takes the place of the node.
		 */
		boolean isDocumented(String value) {
			if (this.schema.scalar() == null) {
				return value.startsWith((this.schema.element() != null) ? "[" : "{");
			}
			return switch (this.schema.scalar()) {
				case TEXT -> value.startsWith("\"");
				case INTEGER -> List.of("7", "-1", "\"7\"", "0e999999999").contains(value);
				case LONG, TIME,
						CODE ->
					List.of("7", "-1", "\"7\"", "1.7e12", "0e999999999",
							(this.schema.scalar() == ScalarType.CODE) ? "99999999999999999999" : "7")
						.contains(value);
				case DECIMAL ->
					List.of("7", "-1", "\"7\"", "3.5", "1.7e12", "99999999999999999999", "0e999999999").contains(value);
			};
		}

	}

}
