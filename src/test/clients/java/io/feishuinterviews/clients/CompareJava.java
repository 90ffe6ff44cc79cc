package io.feishuinterviews.clients;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

import io.feishuinterviews.client.ApiClient;
import io.feishuinterviews.client.api.InterviewsApi;
import io.feishuinterviews.client.model.BatchResult;

/**
 * Compares what the generated Java client reads with the response itself. Arguments: the
 * URL of the service, and talents' IDs.
 */
final class CompareJava {

	private static final HttpClient http = HttpClient.newHttpClient();

	private final String url;

	private final InterviewsApi api;

	private final ObjectMapper mapper;

	private CompareJava(String url) {
		ApiClient client = new ApiClient();
		client.updateBaseUri(url);
		this.url = url;
		this.api = new InterviewsApi(client);
		this.mapper = client.getObjectMapper();
	}

	public static void main(String[] args) throws Exception {
		CompareJava comparison = new CompareJava(args[0]);
		List<String> talents = List.of(args).subList(1, args.length);
		for (String language : List.of("zh", "en")) {
			for (String talent : talents) {
				comparison.compare("/talents/" + talent + "/interviews", language,
						comparison.api.getInterviews(talent, null, null, language));
			}
			comparison.compare("/talents/interviews?talentId=" + String.join("&talentId=", talents), language,
					comparison.api.getInterviewsOfMany(talents, null, null, language));
		}
		comparison.failedTalentHasNoList();
		System.out.println("Java: no difference in " + talents.size() + " talents");
	}

	private void compare(String path, String language, Object read) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.url + path))
			.header("Accept-Language", language)
			.build();
		JsonNode sent = normalized(
				this.mapper.readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body()));
		JsonNode received = normalized(this.mapper.valueToTree(read));
		if (!sent.equals(received)) {
			throw new IllegalStateException(path + "\n" + sent + "\n" + received);
		}
	}

	private void failedTalentHasNoList() throws Exception {
		BatchResult failed = this.api.getInterviewsOfMany(List.of("error-1002216"), null, null, null).getResults().get(0);
		if (failed.getInterviews() != null || failed.getProblem() == null) {
			throw new IllegalStateException("A failed talent looks like one without interviews: " + failed);
		}
	}

	/**
	 * Write equal values equally: a client may write 10:00:00Z as 10:00:00.000Z, and 5 as
	 * 5.0.
	 */
	private JsonNode normalized(JsonNode node) {
		if (node instanceof ObjectNode object) {
			for (Map.Entry<String, JsonNode> field : object.properties()) {
				field.setValue(normalized(field.getValue()));
			}
		}
		else if (node instanceof ArrayNode array) {
			for (int i = 0; i < array.size(); i++) {
				array.set(i, normalized(array.get(i)));
			}
		}
		else if (node.isNumber()) {
			return DecimalNode.valueOf(node.decimalValue().stripTrailingZeros());
		}
		else if (node.isTextual()) {
			try {
				return TextNode.valueOf(Instant.parse(node.textValue()).toString());
			}
			catch (DateTimeParseException ex) {
				return node;
			}
		}
		return node;
	}

}
