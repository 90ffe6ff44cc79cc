package io.feishuinterviews;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

import io.feishuinterviews.security.AccessRule;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import org.springframework.web.util.HtmlUtils;

/**
 * A page of the sandbox: it changes a talent in the sandbox's Feishu, and sends the
 * service the event that Feishu would send. No component, which tests would find.
 */
class SandboxEvents {

	static final String PATH = "/sandbox/events";

	private static final String FIRST_TALENT = "7100000000000000001";

	private static final String TALENT_DELETED = "hire.talent.deleted_v1";

	private static final String APPLICATION_DELETED = "hire.application.deleted_v1";

	private static final String STAGE_CHANGED = "hire.application.stage_changed_v1";

	private static final String TAGS_CHANGED = "hire.talent.tag_subscription_v1";

	private static final HttpClient http = HttpClient.newHttpClient();

	@Bean
	AccessRule sandboxEventsRule() {
		return AccessRule.open(PATH);
	}

	@Bean
	RouterFunction<ServerResponse> sandboxEventsRoute(SandboxTalents talents) {
		return RouterFunctions.route()
			.GET(PATH, (request) -> page(FIRST_TALENT, "A button changes the talent in Feishu, and sends the event."))
			.POST(PATH, (request) -> change(request, talents))
			.build();
	}

	private static ServerResponse change(ServerRequest request, SandboxTalents talents)
			throws IOException, InterruptedException {
		String event = request.param("event").orElse("");
		String talentId = request.param("talentId").orElse("");
		if (event.equals("undo")) {
			for (String changed : talents.undo()) {
				send(TAGS_CHANGED, "{\"talent_id\":\"%s\"}".formatted(changed), request.servletRequest());
			}
			return page(FIRST_TALENT, "All talents are as in the beginning.");
		}
		Optional<String> content = change(event, talentId, talents);
		if (content.isEmpty()) {
			return page(talentId, "Nothing was sent: there is no such event, or no such talent with an application.");
		}
		int status = send(event, content.get(), request.servletRequest());
		return page(talentId, "%s was sent, and the service answered %d.".formatted(event, status));
	}

	/**
	 * Change a talent.
	 * @return the content of the event about it
	 */
	private static Optional<String> change(String event, String talentId, SandboxTalents talents) {
		return switch (event) {
			case TALENT_DELETED -> talents.delete(talentId).map("{\"talent_id\":\"%s\"}"::formatted);
			case APPLICATION_DELETED ->
				talents.deleteApplication(talentId).map("{\"application_ids\":[\"%s\"]}"::formatted);
			case STAGE_CHANGED -> talents.move(talentId)
				.map((move) -> """
						{"application_id":"%s","origin_stage_id":"%s","target_stage_id":"%s","update_time":%d}"""
					.formatted(move.applicationId(), move.origin(), move.target(), Instant.now().toEpochMilli()));
			case TAGS_CHANGED -> talents.move(talentId)
				.map((move) -> """
						{"talent_id":"%s","application_id":"%s","type":1,"tag":{"id":"1","name":"VIP"},"lock_status":1,\
						"application_stage":{"id":"%s","zh_name":"%s","en_name":"%s","type":1}}""".formatted(talentId,
						move.applicationId(), move.target(), move.chinese(), move.english()));
			default -> Optional.empty();
		};
	}

	private static int send(String event, String content, HttpServletRequest request)
			throws IOException, InterruptedException {
		FeishuEvents events = FeishuEvents.SANDBOX;
		String body = events.encrypted(events.event(UUID.randomUUID().toString(), event, content));
		URI webhook = URI
			.create("http://localhost:" + request.getLocalPort() + request.getContextPath() + "/feishu/events");
		return http
			.send(HttpRequest.newBuilder(webhook)
				.headers(events.headers(Instant.now(), body))
				.POST(HttpRequest.BodyPublishers.ofString(body))
				.build(), HttpResponse.BodyHandlers.discarding())
			.statusCode();
	}

	private static ServerResponse page(String talentId, String text) {
		String buttons = List.of(TALENT_DELETED, APPLICATION_DELETED, STAGE_CHANGED, TAGS_CHANGED)
			.stream()
			.map("<button name=\"event\" value=\"%1$s\">%1$s</button>"::formatted)
			.collect(Collectors.joining("\n"));
		return ServerResponse.ok().contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8)).body("""
				<!DOCTYPE html>
				<html lang="en">
				<title>Events of the sandbox</title>
				<h1>Events of the sandbox</h1>
				<p role="status">%s</p>
				<form method="post">
				<p><label>Talent <input name="talentId" value="%s" required pattern="[A-Za-z0-9_-]{1,64}"></label></p>
				<p>%s</p>
				</form>
				<form method="post"><p><button name="event" value="undo">Undo all changes</button></p></form>
				<p><a href="../talents/%2$s/interviews">The talent's interviews</a></p>
				</html>
				""".formatted(HtmlUtils.htmlEscape(text), HtmlUtils.htmlEscape(talentId), buttons));
	}

}
