package io.feishuinterviews;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.github.tomakehurst.wiremock.WireMockServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.core.io.ClassPathResource;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

/**
 * Changes the responses of the sandbox for a talent, like a change in Feishu Hire.
 */
class SandboxTalents {

	/**
	 * The stages that an application moves to, one after the other.
	 */
	private static final List<String[]> STAGES = List.of(new String[] { "7068925324012238301", "Offer 沟通", "Offer" },
			new String[] { "7068925324012238302", "待入职", "Pre-onboarding" },
			new String[] { "7068925324012238303", "已入职", "Onboarded" });

	private static final String ITEMS = "/data/items";

	private static final JsonMapper json = new JsonMapper();

	private final WireMockServer feishu;

	private final Map<String, JsonNode> changed = new HashMap<>();

	SandboxTalents(WireMockServer feishu) {
		this.feishu = feishu;
	}

	/**
	 * Delete a talent.
	 * @return its ID, if there is such a talent
	 */
	synchronized Optional<String> delete(String talentId) {
		if (!file(talentId).exists()) {
			return Optional.empty();
		}
		answer(talentId, json.readTree("{\"code\":1002102,\"msg\":\"talent not exist\"}"), 400);
		return Optional.of(talentId);
	}

	/**
	 * Delete the first application of a talent.
	 * @return its ID, if the talent has an application
	 */
	synchronized Optional<String> deleteApplication(String talentId) {
		JsonNode body = body(talentId);
		Optional<JsonNode> application = application(body);
		application.ifPresent((first) -> {
			((ArrayNode) body.at(ITEMS)).remove(0);
			answer(talentId, body, 200);
		});
		return application.map(SandboxTalents::id);
	}

	/**
	 * Move the first application of a talent to the next stage.
	 * @return the move, if the talent has an application
	 */
	synchronized Optional<Move> move(String talentId) {
		JsonNode body = body(talentId);
		return application(body).map((application) -> {
			String origin = application.at("/interview_list/0/stage_id").asString("7068925324012238271");
			int next = 0;
			for (int i = 0; i < STAGES.size(); i++) {
				next = STAGES.get(i)[0].equals(origin) ? (i + 1) % STAGES.size() : next;
			}
			String[] stage = STAGES.get(next);
			application.path("interview_list").forEach((interview) -> {
				ObjectNode changedInterview = (ObjectNode) interview;
				changedInterview.put("stage_id", stage[0]);
				changedInterview.putObject("stage")
					.put("id", stage[0])
					.putObject("name")
					.put("zh_cn", stage[1])
					.put("en_us", stage[2]);
			});
			answer(talentId, body, 200);
			return new Move(id(application), origin, stage[0], stage[1], stage[2]);
		});
	}

	/**
	 * Restore the original responses.
	 * @return the talents whose responses had changed
	 */
	synchronized Set<String> undo() {
		Set<String> talents = Set.copyOf(this.changed.keySet());
		this.changed.clear();
		this.feishu.resetToDefaultMappings();
		return talents;
	}

	private void answer(String talentId, JsonNode body, int status) {
		this.changed.put(talentId, body);
		// the mappings that refuse a token come first
		this.feishu.stubFor(get(urlPathEqualTo("/open-apis/hire/v1/interviews/get_by_talent")).atPriority(4)
			.withQueryParam("talent_id", equalTo(talentId))
			.willReturn(FeishuServer.json(body.toString()).withStatus(status)));
	}

	private JsonNode body(String talentId) {
		JsonNode body = this.changed.get(talentId);
		return (body != null) ? body : read(talentId);
	}

	private static Optional<JsonNode> application(JsonNode body) {
		return body.at(ITEMS).valueStream().findFirst();
	}

	private static JsonNode read(String talentId) {
		ClassPathResource file = file(talentId);
		try {
			return file.exists() ? json.readTree(file.getContentAsByteArray()) : json.createObjectNode();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static ClassPathResource file(String talentId) {
		return new ClassPathResource("sandbox/__files/talent-" + talentId.replaceAll("[^A-Za-z0-9_-]", "") + ".json");
	}

	private static String id(JsonNode application) {
		return application.path("application_id")
			.asString(application.at("/interview_list/0/application_id").asString("7042842336104904999"));
	}

	/**
	 * A move of an application.
	 *
	 * @param applicationId the application
	 * @param origin the ID of its former stage
	 * @param target the ID of its stage
	 * @param chinese the name of its stage
	 * @param english the same in English
	 */
	record Move(String applicationId, String origin, String target, String chinese, String english) {

	}

}
