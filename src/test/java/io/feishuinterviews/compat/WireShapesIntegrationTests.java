package io.feishuinterviews.compat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

import io.feishuinterviews.IntegrationTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The requests of the samples in other languages on Feishu's page, byte for byte except
 * for the host and the credentials: the SDKs for Go and Python request a token first, the
 * others have one.
 */
@TestPropertySource(properties = "interviews.security.anonymous-scopes=")
class WireShapesIntegrationTests extends IntegrationTest {

	enum Sample {

		GO("""
				POST /open-apis/auth/v3/tenant_access_token/internal HTTP/1.1
				Host: localhost:8080
				User-Agent: oapi-sdk-go/v3.0.0
				Content-Length: 51
				Content-Type: application/json; charset=utf-8
				Accept-Encoding: gzip

				{"app_id":"recruiter","app_secret":"recruiter-key"}""", """
				GET %s?job_level_id_type=job_level_id&talent_id=%s&user_id_type=open_id HTTP/1.1
				Host: localhost:8080
				User-Agent: oapi-sdk-go/v3.0.0
				Authorization: Bearer recruiter-key
				Content-Type: application/json; charset=utf-8
				Accept-Encoding: gzip

				"""),

		PYTHON("""
				POST /open-apis/auth/v3/tenant_access_token/internal HTTP/1.1
				Host: localhost:8080
				User-Agent: oapi-sdk-python/v1.3.5
				Accept-Encoding: gzip, deflate
				Accept: */*
				Connection: keep-alive
				Content-Length: 54

				{"app_id": "recruiter", "app_secret": "recruiter-key"}""", """
				GET %s?talent_id=%s&user_id_type=open_id&job_level_id_type=job_level_id HTTP/1.1
				Host: localhost:8080
				User-Agent: oapi-sdk-python/v1.3.5
				Accept-Encoding: gzip, deflate
				Accept: */*
				Connection: keep-alive
				Authorization: Bearer recruiter-key

				"""),

		C_SHARP("", """
				GET %s?job_level_id_type=job_level_id&talent_id=%s&user_id_type=open_id HTTP/1.1
				Authorization: Bearer recruiter-key
				Accept: application/json, text/json, text/x-json, text/javascript, application/xml, text/xml
				User-Agent: RestSharp/106.15.0.0
				Content-Type: application/json
				Host: localhost:8080
				Content-Length: 4
				Accept-Encoding: gzip, deflate
				Connection: Keep-Alive

				null"""),

		PHP("", """
				GET %s?job_level_id_type=job_level_id&talent_id=%s&user_id_type=open_id HTTP/1.1
				User-Agent: GuzzleHttp/7
				Host: localhost:8080
				Authorization: Bearer recruiter-key
				Content-Type: application/json
				Content-Length: 4

				null"""),

		CURL("", """
				GET %s?job_level_id_type=job_level_id&talent_id=%s&user_id_type=open_id HTTP/1.1
				Host: localhost:8080
				User-Agent: curl/7.88.1
				Accept: */*
				Authorization: Bearer recruiter-key

				""");

		private final String forToken;

		private final String forData;

		Sample(String forToken, String forData) {
			this.forToken = forToken;
			this.forData = forData;
		}

		String forToken() {
			return this.forToken;
		}

		String forData(String talentId) {
			return this.forData.formatted("/open-apis/hire/v1/interviews/get_by_talent", talentId);
		}

	}

	@ParameterizedTest
	@EnumSource
	void sdkSamplesReadInterviews(Sample sample) {
		Heard heard = exchange(sample.forData("6949805467799537964"));
		assertThat(heard.head()).startsWith("HTTP/1.1 200").contains("Content-Type: application/json", "X-Tt-Logid: ");
		assertThat(heard.body().get("code").asInt()).isZero();
		assertThat(heard.body().at("/data/items/0/interview_list/0/contact_mobile").asString())
			.isEqualTo("13333333333");
	}

	@ParameterizedTest
	@EnumSource(names = { "GO", "PYTHON" })
	void sdkSamplesRequestATokenFirst(Sample sample) {
		Heard heard = exchange(sample.forToken());
		assertThat(heard.head()).startsWith("HTTP/1.1 200").contains("Content-Type: application/json");
		assertThat(heard.body().get("code").asInt()).isZero();
		assertThat(heard.body().get("tenant_access_token").asString()).isEqualTo("recruiter-key");
		// what Python takes off it
		assertThat(heard.body().get("expire").asInt()).isGreaterThan(600);
	}

	@ParameterizedTest
	@EnumSource(names = { "GO", "PYTHON" })
	void sdkSamplesReceiveTheCodeForAWrongSecret(Sample sample) {
		Heard heard = exchange(sample.forToken().replace("recruiter-key", "recruiter-kez"));
		assertThat(heard.head()).startsWith("HTTP/1.1 200");
		assertThat(heard.body().get("code").asInt()).isEqualTo(10015);
	}

	@ParameterizedTest
	@EnumSource
	void sdkSamplesReceiveTheCodeForAnInvalidToken(Sample sample) {
		Heard heard = exchange(sample.forData("1").replace("recruiter-key", "t-7f1b"));
		assertThat(heard.head()).startsWith("HTTP/1.1 400");
		assertThat(heard.body().get("code").asInt()).isEqualTo(99991663);
	}

	@ParameterizedTest
	@EnumSource
	void sdkSamplesReceiveTheCodeForAnUnknownTalent(Sample sample) {
		Heard heard = exchange(sample.forData("1"));
		assertThat(heard.head()).startsWith("HTTP/1.1 400");
		assertThat(heard.body().get("code").asInt()).isEqualTo(1002102);
	}

	@ParameterizedTest
	@EnumSource
	void sdkSamplesReceiveTheCodeForAMissingParameter(Sample sample) {
		Heard heard = exchange(sample.forData(""));
		assertThat(heard.head()).startsWith("HTTP/1.1 400");
		assertThat(heard.body().get("code").asInt()).isEqualTo(99992402);
	}

	@ParameterizedTest
	@CsvSource({ "GO, error-1002001", "PYTHON, error-html-502", "C_SHARP, error-empty", "PHP, error-reset",
			"CURL, error-1002001" })
	void sdkSamplesReceiveASystemErrorWhenFeishuIsDown(Sample sample, String talentId) {
		Heard heard = exchange(sample.forData(talentId));
		assertThat(heard.head()).startsWith("HTTP/1.1 500").contains("Content-Type: application/json");
		assertThat(heard.body().get("code").asInt()).isEqualTo(1002001);
	}

	private Heard exchange(String request) {
		try (Socket socket = new Socket("localhost", this.port)) {
			String[] parts = request.split("\n\n", 2);
			socket.getOutputStream()
				.write((parts[0].replace("\n", "\r\n") + "\r\n\r\n" + parts[1]).getBytes(StandardCharsets.UTF_8));
			socket.shutdownOutput();
			return Heard.of(socket.getInputStream().readAllBytes());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * The parts of a response that clients read.
	 */
	private record Heard(String head, JsonNode body) {

		static Heard of(byte[] bytes) throws IOException {
			String text = new String(bytes, StandardCharsets.ISO_8859_1);
			int end = text.indexOf("\r\n\r\n");
			String head = text.substring(0, end);
			byte[] body = Arrays.copyOfRange(bytes, end + 4, bytes.length);
			if (head.contains("Transfer-Encoding: chunked")) {
				// failures come in one piece
				body = text.substring(end + 4).split("\r\n", -1)[1].getBytes(StandardCharsets.ISO_8859_1);
			}
			if (head.contains("Content-Encoding: gzip")) {
				try (GZIPInputStream unzipped = new GZIPInputStream(new ByteArrayInputStream(body))) {
					body = unzipped.readAllBytes();
				}
			}
			return new Heard(head, new JsonMapper().readTree(body));
		}

	}

}
