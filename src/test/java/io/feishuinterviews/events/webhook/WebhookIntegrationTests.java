package io.feishuinterviews.events.webhook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.feishuinterviews.FeishuEvents;
import io.feishuinterviews.IntegrationTest;
import io.feishuinterviews.Sandbox;
import io.feishuinterviews.Scrape;
import io.feishuinterviews.events.FeishuEvent;
import io.feishuinterviews.events.verification.LengthExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The webhook over HTTP: requests of Feishu, and of other senders.
 */
@Tag("slow")
@ExtendWith(OutputCaptureExtension.class)
@Import(RecordingHandler.Configuration.class)
@TestPropertySource(properties = { "feishu.events.encrypt-key=" + Sandbox.ENCRYPT_KEY,
		"feishu.events.verification-token=" + Sandbox.VERIFICATION_TOKEN, "interviews.security.anonymous-scopes=",
		// as no operator should
		"management.endpoint.env.show-values=always", "management.endpoint.configprops.show-values=always" })
class WebhookIntegrationTests extends IntegrationTest {

	private static final String PATH = "/feishu/events";

	private static final String FORGED = "forged";

	private static final FeishuEvents events = FeishuEvents.SANDBOX;

	private static final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

	private final ExecutorService senders = Executors.newFixedThreadPool(50);

	@AfterEach
	void stop() {
		this.senders.shutdownNow();
		RecordingHandler.handled.clear();
	}

	@Test
	void answersTheChallenge(CapturedOutput output) {
		HttpResponse<String> answer = post(PATH, events.encrypted(events.challenge("a\\\"b")), "Content-Type",
				"application/json;charset=utf-8", "X-Request-Id", "asked");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
		assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(json(answer).get("challenge").asString()).isEqualTo("a\"b");
		assertThat(output).contains("type=url_verification outcome=challenge talents= request=asked");
	}

	@Test
	void handsAnEventToItsHandlerAndAuditsIt(CapturedOutput output) {
		String body = events.encrypted(events.event("e-1", RecordingHandler.TYPE, "{\"talent_id\":\"7\"}"));
		HttpResponse<String> answer = post(PATH, body, with(signed(body), "X-Request-Id", "first"));
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("{}");
		assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
		await().until(() -> RecordingHandler.times("e-1") == 1);
		FeishuEvent event = RecordingHandler.handled.get(0);
		assertThat(event.tenantKey()).isEqualTo("2ca1d211f64f6438");
		assertThat(event.content().get("talent_id").asString()).isEqualTo("7");
		await().untilAsserted(() -> assertThat(output)
			.contains("client=feishu proof=signature event=e-1 type=test.recorded_v1 outcome=expired"
					+ " talents=talent-of-e-1 request=first"));
		assertThat(output.getOut().lines().filter((line) -> line.contains("request=first"))).hasSize(1);
	}

	@Test
	void handsAnEventOfSchema1ToItsHandler() {
		assertThat(push(events.oldEvent("u-1", RecordingHandler.TYPE)).statusCode()).isEqualTo(200);
		await().until(() -> RecordingHandler.times("u-1") == 1);
	}

	@Test
	void doesNothingForAnEventThatIsRepeated() {
		Scrape before = scrape();
		String body = events.encrypted(events.event("e-2", RecordingHandler.TYPE, "{}"));
		String[] headers = signed(body);
		assertThat(post(PATH, body, headers).statusCode()).isEqualTo(200);
		assertThat(post(PATH, body, headers).statusCode()).isEqualTo(200);
		// signed anew
		assertThat(push(events.event("e-2", RecordingHandler.TYPE, "{}")).statusCode()).isEqualTo(200);
		this.time.pass(Duration.ofHours(7).plusMinutes(6));
		assertThat(post(PATH, body, headers).statusCode()).isEqualTo(200);
		this.time.pass(Duration.ofHours(1));
		assertRefused(post(PATH, body, headers));
		await().until(() -> RecordingHandler.times("e-2") == 1);
		Scrape after = scrape();
		assertThat(after.sum("interviews_events_total", "type", RecordingHandler.TYPE, "outcome", "duplicate")
				- before.sum("interviews_events_total", "type", RecordingHandler.TYPE, "outcome", "duplicate"))
			.isEqualTo(3);
		assertThat(after.sum("interviews_events_refused_total", "step", "time")
				- before.sum("interviews_events_refused_total", "step", "time"))
			.isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "hire.offer.status_changed_v1", "im.message.receive_v1", "x y\n" })
	void acceptsAndCountsAnEventWithoutAHandler(String type) {
		Scrape before = scrape();
		assertThat(push(events.event("e-3", type.replace("\n", "\\n"), "{}")).statusCode()).isEqualTo(200);
		Scrape after = scrape();
		assertThat(after.sum("interviews_events_total", "type", "other", "outcome", "ignored")
				- before.sum("interviews_events_total", "type", "other", "outcome", "ignored"))
			.isEqualTo(1);
		assertThat(get("/actuator/prometheus", as("operator")).body()).doesNotContain(type.strip());
	}

	/**
	 * Forged requests.
	 */
	static Stream<Attack> attacks() {
		String event = encrypted(events);
		String other = encrypted(events);
		FeishuEvents otherKey = new FeishuEvents("other", Sandbox.VERIFICATION_TOKEN, Sandbox.APP_ID);
		FeishuEvents otherToken = new FeishuEvents(Sandbox.ENCRYPT_KEY, "other", Sandbox.APP_ID);
		FeishuEvents otherApp = new FeishuEvents(Sandbox.ENCRYPT_KEY, Sandbox.VERIFICATION_TOKEN, "cli_other");
		Headers none = (time, body) -> new String[] { "Content-Type", "application/json" };
		return Stream.of(
				new Attack("the signature of another body", "signature", event,
						(time, body) -> events.headers(time, other)),
				new Attack("no signature", "signature", event, none),
				new Attack("a signature with another key", "signature", event, otherKey::headers),
				new Attack("two signatures", "signature", event,
						(time, body) -> with(events.headers(time, body), FeishuEvents.SIGNATURE, "0".repeat(64))),
				new Attack("a signed empty nonce", "signature", event,
						(time, body) -> FeishuEvents.headers(seconds(time), "",
								events.sign(seconds(time), "", body.getBytes(StandardCharsets.UTF_8)))),
				new Attack("a newer time than the signed one", "signature", event,
						(time, body) -> FeishuEvents.headers(seconds(time.plusSeconds(1)), "n",
								events.sign(seconds(time), "n", body.getBytes(StandardCharsets.UTF_8)))),
				new Attack("an old time", "time", event,
						(time, body) -> events.headers(time.minus(Duration.ofHours(9)), body)),
				new Attack("a time in the future", "time", event,
						(time, body) -> events.headers(time.plus(Duration.ofHours(1)), body)),
				new Attack("no encryption", "encryption", events.event(FORGED, RecordingHandler.TYPE, "{}"),
						events::headers),
				new Attack("neither encryption nor signature", "encryption",
						events.event(FORGED, RecordingHandler.TYPE, "{}"), none),
				new Attack("encryption with another key", "encryption", fixed(otherKey), events::headers),
				new Attack("a changed IV", "content", flipped(event, 0), events::headers),
				new Attack("a changed IV without a signature", "content", flipped(event, 0), none),
				new Attack("a changed last block", "encryption", flipped(fixed(events), -1), events::headers),
				new Attack("another token", "token", encrypted(otherToken), events::headers),
				new Attack("another app", "app", encrypted(otherApp), events::headers),
				new Attack("a challenge without encryption", "encryption", events.challenge("a"), none),
				new Attack("a challenge with another token", "token", events.encrypted(otherToken.challenge("a")),
						none),
				new Attack("an appended object", "encryption", event + "{}", events::headers),
				new Attack("garbage", "encryption", "\u0000\u0001garbage", events::headers),
				new Attack("no body", "encryption", "", events::headers),
				new Attack("nothing", "encryption", "", none));
	}

	@ParameterizedTest
	@MethodSource("attacks")
	void refusesAForgedRequestWithoutSayingWhy(Attack attack, CapturedOutput output) {
		Scrape before = scrape();
		HttpResponse<String> answer = post(PATH, attack.body,
				with(attack.headers.of(this.time.instant(), attack.body), "X-Request-Id", "forged"));
		assertRefused(answer);
		Scrape after = scrape();
		assertThat(after.sum("interviews_events_refused_total") - before.sum("interviews_events_refused_total"))
			.isEqualTo(1);
		assertThat(after.sum("interviews_events_refused_total", "step", attack.step)
				- before.sum("interviews_events_refused_total", "step", attack.step))
			.isEqualTo(1);
		assertThat(after.sum("interviews_events_total")).isEqualTo(before.sum("interviews_events_total"));
		assertThat(RecordingHandler.handled).isEmpty();
		await().untilAsserted(() -> assertThat(output.getOut().lines().filter((line) -> line.contains("forged")))
			.singleElement()
			.asString()
			.contains(
					"client=anonymous proof=none address=127.0.0.1 method=POST path=/feishu/events talents= status=401"));
	}

	@Test
	void refusesABodyThatWasExtendedAndSignedWithoutTheKey() throws Exception {
		String body = encrypted(events);
		String timestamp = seconds(this.time.instant());
		String signature = events.sign(timestamp, "n", body.getBytes(StandardCharsets.UTF_8));
		int length = (timestamp + "n" + Sandbox.ENCRYPT_KEY + body).length();
		byte[] suffix = encrypted(events).getBytes(StandardCharsets.UTF_8);
		ByteArrayOutputStream longer = new ByteArrayOutputStream();
		longer.writeBytes(body.getBytes(StandardCharsets.UTF_8));
		longer.writeBytes(LengthExtension.padding(length));
		longer.writeBytes(suffix);
		String forged = LengthExtension.hash(signature, length, suffix);
		assertThat(forged).isEqualTo(events.sign(timestamp, "n", longer.toByteArray()));
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + PATH))
			.headers(FeishuEvents.headers(timestamp, "n", forged))
			.POST(HttpRequest.BodyPublishers.ofByteArray(longer.toByteArray()))
			.build();
		assertRefused(http.send(request, HttpResponse.BodyHandlers.ofString()));
		assertThat(RecordingHandler.handled).isEmpty();
	}

	@Test
	void doesNotRevealWhetherThePaddingOfAnUnsignedRequestIsRight() {
		Scrape before = scrape();
		byte[] encrypted = decoded(events.encrypted("0123456789"));
		Set<String> answers = new HashSet<>();
		for (int change = 1; change < 256; change++) {
			byte[] changed = encrypted.clone();
			changed[15] ^= (byte) change;
			HttpResponse<String> answer = post(PATH, FeishuEvents.body(changed), "X-Request-Id", "same");
			answers.add(answer.statusCode() + answer.body() + answer.headers().firstValue("WWW-Authenticate"));
		}
		assertThat(answers).hasSize(1);
		Scrape after = scrape();
		for (String step : List.of("encryption", "content")) {
			assertThat(after.sum("interviews_events_refused_total", "step", step)
					- before.sum("interviews_events_refused_total", "step", step))
				.as(step)
				.isPositive();
		}
	}

	@Test
	void limitsRefusalsOfAnAddressButNotWhatFeishuSends() {
		HttpResponse<String> answer = post(PATH, "garbage");
		for (int i = 0; i < 1000 && answer.statusCode() == 401; i++) {
			answer = post(PATH, "garbage");
		}
		assertProblem(answer, 429, "too-many-requests");
		assertThat(push(events.event("e-4", RecordingHandler.TYPE, "{}")).statusCode()).isEqualTo(200);
		assertThat(get("/livez").statusCode()).isEqualTo(200);
		this.time.pass(Duration.ofSeconds(1));
		assertRefused(post(PATH, "garbage"));
	}

	@Test
	void refusesALargeBodyWithAndWithoutALength() throws Exception {
		Scrape before = scrape();
		byte[] large = new byte[64 * 1024 + 1];
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + PATH));
		assertProblem(http.send(request.POST(HttpRequest.BodyPublishers.ofByteArray(large)).build(),
				HttpResponse.BodyHandlers.ofString()), 413, "request-too-large");
		assertThat(send("POST " + PATH + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + "10001\r\n"
				+ "a".repeat(0x10001) + "\r\n0\r\n\r\n"))
			.startsWith("HTTP/1.1 413")
			.contains("request-too-large");
		Scrape after = scrape();
		assertThat(after.sum("interviews_events_refused_total", "step", "body")
				- before.sum("interviews_events_refused_total", "step", "body"))
			.isEqualTo(1);
	}

	@Test
	void acceptsAnEventAlmostAsLargeAsTheLimit() {
		String json = events.event("large", RecordingHandler.TYPE, "{\"text\":\"" + "x".repeat(48_500) + "\"}");
		assertThat(events.encrypted(json).length()).isBetween(64 * 1024 - 1000, 64 * 1024);
		assertThat(push(json).statusCode()).isEqualTo(200);
		await().until(() -> RecordingHandler.times("large") == 1);
	}

	@Test
	void refusesABodyThatComesSlowly() throws Exception {
		try (Socket slow = new Socket("localhost", this.port)) {
			slow.setSoTimeout(15_000);
			slow.getOutputStream()
				.write(("POST " + PATH + " HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
			Future<?> drip = this.senders.submit(() -> {
				for (int i = 0; i < 100; i++) {
					slow.getOutputStream().write('a');
					Thread.sleep(100);
				}
				return null;
			});
			InputStream answer = slow.getInputStream();
			assertThat(new String(answer.readNBytes(12), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
			assertThat(drip.isDone()).isFalse();
			drip.cancel(true);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET", "PUT", "DELETE", "OPTIONS" })
	void webhookAcceptsPostOnly(String method) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + PATH))
			.method(method, HttpRequest.BodyPublishers.noBody())
			.header("Origin", "https://evil.example.com")
			.build();
		HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().map().keySet()).noneMatch((name) -> name.startsWith("access-control"));
	}

	@Test
	void ignoresCredentials() {
		String body = events.encrypted(events.event("e-5", RecordingHandler.TYPE, "{}"));
		assertThat(post(PATH, body, with(signed(body), "Authorization", "Basic abc")).statusCode()).isEqualTo(200);
		assertRefused(post(PATH, "garbage", as("operator")));
	}

	@Test
	void respondsToTwoThousandEventsInTimeAndCallsFeishuForNone() {
		List<Future<Integer>> answers = IntStream.range(0, 2000)
			.mapToObj((i) -> this.senders.submit(() -> pushInTime(events.event("storm-" + i,
					(i % 2 == 0) ? RecordingHandler.TYPE : "hire.application.stage_changed_v1",
					"{\"application_id\":\"%d\",\"origin_stage_id\":\"1\",\"target_stage_id\":\"2\",\"update_time\":1}"
						.formatted(i)))))
			.toList();
		assertThat(answers).allSatisfy((answer) -> assertThat(answer.get()).isEqualTo(200));
		await().untilAsserted(() -> assertThat(RecordingHandler.handled).hasSize(1000));
		assertThat(feishu.calls()).isEmpty();
	}

	private int pushInTime(String json) throws IOException, InterruptedException {
		String body = events.encrypted(json);
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + PATH))
			.headers(signed(body))
			// Feishu's
			.timeout(Duration.ofSeconds(3))
			.POST(HttpRequest.BodyPublishers.ofString(body))
			.build();
		return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode();
	}

	@Test
	void actuatorShowsNeitherKeyNorToken() {
		for (String endpoint : List.of("env", "configprops")) {
			assertThat(get("/actuator/" + endpoint, as("operator")).body()).contains("feishu.events")
				.doesNotContain(Sandbox.ENCRYPT_KEY, Sandbox.VERIFICATION_TOKEN);
		}
	}

	private HttpResponse<String> push(String json) {
		String body = events.encrypted(json);
		return post(PATH, body, signed(body));
	}

	private String[] signed(String body) {
		return events.headers(this.time.instant(), body);
	}

	private Scrape scrape() {
		return Scrape.of(get("/actuator/prometheus", as("operator")).body());
	}

	private static void assertRefused(HttpResponse<String> answer) {
		assertProblem(answer, 401, "unauthenticated");
		assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("X-Lark-Signature");
		assertThat(json(answer).get("detail").asString()).isEqualTo("该请求不是飞书发送给本应用的事件。");
		assertThat(json(answer).propertyNames()).containsExactlyInAnyOrder("type", "title", "status", "detail",
				"instance", "code", "requestId");
	}

	private static String encrypted(FeishuEvents sender) {
		return events.encrypted(sender.event(FORGED, RecordingHandler.TYPE, "{}"));
	}

	/**
	 * Return an event that decrypts to a wrong padding if its last block is changed, or
	 * if another key decrypts it.
	 */
	private static String fixed(FeishuEvents sender) {
		byte[] iv = new byte[16];
		return sender.encrypted(sender.event(FORGED, RecordingHandler.TYPE, "{}"), iv);
	}

	private static String flipped(String body, int index) {
		byte[] encrypted = decoded(body);
		encrypted[(index < 0) ? encrypted.length + index : index] ^= 1;
		return FeishuEvents.body(encrypted);
	}

	private static byte[] decoded(String body) {
		return Base64.getDecoder().decode(body.replaceAll(".*:\"|\"}", ""));
	}

	private static String seconds(Instant time) {
		return Long.toString(time.getEpochSecond());
	}

	private static String[] with(String[] headers, String name, String value) {
		return Stream.concat(Stream.of(headers), Stream.of(name, value)).toArray(String[]::new);
	}

	/**
	 * How a request is signed.
	 */
	@FunctionalInterface
	private interface Headers {

		String[] of(Instant time, String body);

	}

	/**
	 * A request that Feishu has not sent.
	 *
	 * @param what a description
	 * @param step the step that refuses it
	 * @param body the body
	 * @param headers makes the headers
	 */
	record Attack(String what, String step, String body, Headers headers) {

		@Override
		public String toString() {
			return this.what;
		}

	}

}
