package io.feishuinterviews.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JavaType;
import io.feishuinterviews.interview.InterviewStatus;
import io.feishuinterviews.interview.JobLevelIdType;
import io.feishuinterviews.interview.LocalizedText;
import io.feishuinterviews.interview.MobileNumber;
import io.feishuinterviews.interview.OpenEnum;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.UserIdType;
import io.feishuinterviews.security.Scope;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.examples.Example;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.info.Contact;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.customizers.ServerBaseUrlCustomizer;
import org.springdoc.core.properties.SpringDocConfigProperties;
import org.springdoc.core.properties.SwaggerUiConfigParameters;
import org.springdoc.core.properties.SwaggerUiConfigProperties;
import org.springdoc.core.providers.SpringWebProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springdoc.webmvc.ui.SwaggerWelcomeWebMvc;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Adds to the OpenAPI document what cannot be read off the code: headers, problems,
 * examples, and that lists of known values grow.
 */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

	private static final String KNOWN_VALUES = "x-extensible-enum";

	private static final String API_KEY = "apiKey";

	private static final String ACCESS_TOKEN = "accessToken";

	static {
		// they are controllers without @ResponseBody, since they send bytes
		SpringDocUtils.getConfig().addRestControllers(InterviewsController.class, BatchController.class);
	}

	@Bean
	OpenAPI openApi() {
		return new OpenAPI()
			.info(new Info().title("feishu-interviews")
				.version("1")
				.description(
						"""
								The interviews of candidates in Feishu Hire, as one flat list.

								Names made of an upstream path are that path in camel case: `stage.id` is `stageId`. What Feishu \
								left out is left out here. Lists of known values grow: a code that nobody has documented passes \
								through as its digits.""")
				.contact(new Contact().name("feishu-interviews"))
				.license(new License().name("Apache-2.0").identifier("Apache-2.0")))
			.components(new Components()
				.addSecuritySchemes(API_KEY,
						new SecurityScheme().type(SecurityScheme.Type.HTTP)
							.scheme("bearer")
							.description("An API key that the operator gave out."))
				.addSecuritySchemes(ACCESS_TOKEN, new SecurityScheme().type(SecurityScheme.Type.HTTP)
					.scheme("bearer")
					.bearerFormat("JWT")
					.description(
							"An access token of the operator's identity provider, with the scopes in scope or scp.")))
			.tags(List.of(new Tag().name("interviews").description("Interviews of talents")));
	}

	/**
	 * Names the server by its path alone, as the client sees it. Springdoc would take the
	 * rest from {@code Host}.
	 */
	@Bean
	ServerBaseUrlCustomizer serverPath() {
		return (url, request) -> {
			String contextPath = ((ServletServerHttpRequest) request).getServletRequest().getContextPath();
			return contextPath.isEmpty() ? "/" : contextPath;
		};
	}

	/**
	 * Serves Swagger UI without an address for OAuth 2 to redirect to, which springdoc
	 * would take from {@code X-Forwarded-Host}. Swagger UI sends bearer tokens only.
	 */
	@Bean
	@ConditionalOnBooleanProperty({ "springdoc.api-docs.enabled", "springdoc.swagger-ui.enabled" })
	SwaggerWelcomeWebMvc swaggerWelcome(SwaggerUiConfigProperties swaggerUi, SpringDocConfigProperties springDoc,
			ObjectProvider<SpringWebProvider> springWeb) {
		return new SwaggerWelcomeWebMvc(swaggerUi, springDoc, springWeb) {

			@Override
			protected void calculateOauth2RedirectUrl(SwaggerUiConfigParameters parameters,
					UriComponentsBuilder request) {
				parameters.setOauth2RedirectUrl("");
			}

		};
	}

	@Bean
	ModelConverter grownLists() {
		return new Texts();
	}

	@Bean
	OpenApiCustomizer contract() {
		return (openApi) -> {
			ModelConverters.getInstance(true).readAll(Problem.class).forEach(openApi.getComponents()::addSchemas);
			Schema<?> problem = Objects.requireNonNull(openApi.getComponents().getSchemas().get("Problem"));
			Objects.requireNonNull(problem.getProperties().get("code"))
				.addExtension(KNOWN_VALUES, Arrays.stream(ProblemType.values()).map(ProblemType::code).toList());
			openApi.getComponents().getSchemas().values().forEach(OpenApiConfiguration::asMarkdown);
			Operation one = get(openApi, "/talents/{talentId}/interviews");
			Operation many = get(openApi, "/talents/interviews");
			one.addParametersItem(talentId("path", new StringSchema(), "The talent's ID in Feishu Hire."));
			many.addParametersItem(talentId("query", new ArraySchema().items(new StringSchema()),
					"The talents' IDs in Feishu Hire, 1 to 100 of them."));
			for (Operation operation : List.of(one, many)) {
				addParameters(operation);
				operation.setSecurity(List.of(takes(API_KEY), takes(ACCESS_TOKEN)));
				operation.setDescription(operation.getDescription() + " Takes the scope `" + Scope.INTERVIEWS_READ
						+ "`; with `" + Scope.INTERVIEWS_CONTACT + "`, too, contacts' numbers are there in full.");
				ApiResponse ok = ok(operation);
				addHeaders(ok);
				operation.getResponses().addApiResponse("304", notModified(ok));
			}
			addRateLimitHeaders(ok(many));
			addRateLimitHeaders(Objects.requireNonNull(many.getResponses().get("304")));
			example(one, "en", "The sample of Feishu's page, in English", "openapi/interviews.json");
			example(many, "en", "One talent that is there, and one that is not", "openapi/batch.json");
			problems(one, ProblemType.INVALID_REQUEST, ProblemType.UNAUTHENTICATED, ProblemType.TALENT_CONFIDENTIAL,
					ProblemType.INSUFFICIENT_SCOPE, ProblemType.ORIGIN_NOT_ALLOWED, ProblemType.TALENT_NOT_FOUND,
					ProblemType.NOT_ACCEPTABLE, ProblemType.REQUEST_TOO_LARGE, ProblemType.TOO_MANY_REQUESTS,
					ProblemType.INTERNAL, ProblemType.FEISHU_ACCESS, ProblemType.FEISHU_FAILURE,
					ProblemType.FEISHU_UNAVAILABLE, ProblemType.FEISHU_QUOTA, ProblemType.IDENTITY_PROVIDER_UNAVAILABLE,
					ProblemType.OVERLOADED, ProblemType.FEISHU_TIMEOUT, ProblemType.NOT_CACHED);
			// where it is Feishu that refuses a parameter
			retryAfter(Objects.requireNonNull(one.getResponses().get("400")));
			problems(many, ProblemType.INVALID_REQUEST, ProblemType.UNAUTHENTICATED, ProblemType.INSUFFICIENT_SCOPE,
					ProblemType.ORIGIN_NOT_ALLOWED, ProblemType.NOT_ACCEPTABLE, ProblemType.REQUEST_TOO_LARGE,
					ProblemType.TOO_MANY_REQUESTS, ProblemType.INTERNAL, ProblemType.IDENTITY_PROVIDER_UNAVAILABLE,
					ProblemType.OVERLOADED);
		};
	}

	private static SecurityRequirement takes(String scheme) {
		return new SecurityRequirement().addList(scheme, Scope.INTERVIEWS_READ.toString());
	}

	private static Parameter talentId(String in, Schema<?> schema, String description) {
		Schema<?> id = (schema.getItems() != null) ? schema.getItems() : schema;
		id.pattern("^[A-Za-z0-9_-]{1,64}$").minLength(1).maxLength(64);
		Parameter parameter = new Parameter().name("talentId").in(in).required(true).description(description);
		if (schema.getItems() != null) {
			schema.minItems(1).maxItems(100);
			return parameter.schema(schema).explode(true).example(List.of("6949805467799537964", "error-1002102"));
		}
		return parameter.schema(schema)
			.addExample("sample", new Example().summary("The sample of Feishu's page").value("6949805467799537964"))
			.addExample("unknown", new Example().summary("A talent that does not exist").value("error-1002102"));
	}

	private static void addParameters(Operation operation) {
		operation
			.addParametersItem(new Parameter().name("userIdType")
				.in("query")
				.description("The kind of ID for people.")
				.schema(oneOf(UserIdType.OPEN_ID)))
			.addParametersItem(new Parameter().name("jobLevelIdType")
				.in("query")
				.description("The kind of ID for job levels.")
				.schema(oneOf(JobLevelIdType.JOB_LEVEL_ID)))
			.addParametersItem(header("Accept-Language",
					"The language of names: Chinese or English, by RFC 4647's lookup. "
							+ "A name that exists in one language only comes in that one.",
					new StringSchema()._default("zh"))
				.example("en"))
			.addParametersItem(header("Accept-Encoding", "Whether the answer may be compressed: gzip, or not.",
					new StringSchema()))
			.addParametersItem(header("If-None-Match",
					"The entity tag of an answer that is there already: if it is still the same, the answer is 304.",
					new StringSchema()))
			.addParametersItem(header("Cache-Control",
					"How fresh the answer is to be, RFC 9111: no-cache, max-age, min-fresh, max-stale, only-if-cached; no-store keeps the answer out of the cache.",
					new StringSchema()))
			.addParametersItem(header("X-Request-Id", "What the service's log is to have the request under.",
					new StringSchema().pattern("^[A-Za-z0-9._:/+=-]{1,128}$").maxLength(128)));
	}

	private static Parameter header(String name, String description, Schema<?> schema) {
		return new Parameter().name(name).in("header").description(description).schema(schema);
	}

	private static <E extends Enum<E>> Schema<String> oneOf(E defaultValue) {
		StringSchema schema = new StringSchema();
		for (E constant : defaultValue.getDeclaringClass().getEnumConstants()) {
			schema.addEnumItem(TalentQuery.wireName(constant));
		}
		schema.setDefault(TalentQuery.wireName(defaultValue));
		return schema;
	}

	private static void addHeaders(ApiResponse response) {
		Map<String, Header> headers = new LinkedHashMap<>();
		headers.put("ETag", header("What to send as If-None-Match next time."));
		headers.put("Cache-Control",
				header("How long an answer is fresh, counted from when Feishu gave it. Age counts towards it."));
		headers.put("Age", new Header().description("How long ago Feishu gave the answer, in seconds.")
			.schema(new IntegerSchema().format(null)));
		headers.put("Cache-Status", header("Where the answer was taken from, RFC 9211."));
		headers.put("Vary", header("What else the answer depends on."));
		headers.put("Content-Encoding", header("gzip, if the answer is compressed."));
		headers.put("Content-Language", header("The language of names: zh or en."));
		headers.put("X-Request-Id", header("What the service's log has the request under."));
		response.setHeaders(headers);
	}

	private static void addRateLimitHeaders(ApiResponse response) {
		response.addHeaderObject("RateLimit-Policy", header("How often the client may ask."));
		response.addHeaderObject("RateLimit", header("How often it may ask now, and when that changes."));
	}

	private static Header header(String description) {
		return new Header().description(description).schema(new StringSchema());
	}

	private static ApiResponse notModified(ApiResponse ok) {
		Map<String, Header> headers = new LinkedHashMap<>(ok.getHeaders());
		headers.remove("Content-Language");
		headers.remove("Content-Encoding");
		ApiResponse response = new ApiResponse().description("The answer is still the one that is there already.");
		response.setHeaders(headers);
		return response;
	}

	private static Operation get(OpenAPI openApi, String path) {
		return Objects.requireNonNull(openApi.getPaths().get(path)).getGet();
	}

	private static ApiResponse ok(Operation operation) {
		return Objects.requireNonNull(operation.getResponses().get("200"));
	}

	private static void example(Operation operation, String name, String summary, String resource) {
		Object answer = read(resource);
		ok(operation).getContent()
			.values()
			.forEach((content) -> content.addExamples(name, new Example().summary(summary).value(answer)));
	}

	private static Object read(String resource) {
		try (InputStream json = new ClassPathResource(resource).getInputStream()) {
			return Json31.mapper().readTree(json);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void retryAfter(ApiResponse response) {
		response.addHeaderObject("Retry-After",
				new Header().description("When to come back, in seconds.").schema(new IntegerSchema().format(null)));
	}

	private static void problems(Operation operation, ProblemType... types) {
		for (ProblemType type : types) {
			String status = String.valueOf(type.status().value());
			ApiResponse response = operation.getResponses().get(status);
			if (response == null) {
				response = new ApiResponse().description(type.title() + ".")
					.content(new Content().addMediaType("application/problem+json",
							new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem"))));
				response.addHeaderObject("X-Request-Id", header("What the service's log has the request under."));
				operation.getResponses().addApiResponse(status, response);
			}
			else {
				response.setDescription(response.getDescription() + " Or: " + type.title() + ".");
			}
			if (status.equals("401") || type == ProblemType.INSUFFICIENT_SCOPE) {
				response.addHeaderObject("WWW-Authenticate", header("What is missing, RFC 6750."));
			}
			if (status.equals("429")) {
				addRateLimitHeaders(response);
			}
			if (Set.of("429", "502", "503", "504").contains(status)) {
				retryAfter(response);
			}
			Map<String, Object> example = new LinkedHashMap<>();
			example.put("type", "urn:feishu-interviews:problem:" + type.code());
			example.put("title", type.title());
			example.put("status", type.status().value());
			example.put("detail", type.title() + ".");
			example.put("code", type.code());
			response.getContent()
				.values()
				.forEach((content) -> content.addExamples(type.code(), new Example().value(example)));
		}
	}

	/**
	 * Undo the line breaks and the markup that descriptions have in the code.
	 */
	private static void asMarkdown(Schema<?> schema) {
		asMarkdown(schema.getDescription(), schema::setDescription);
		if (schema.getProperties() != null) {
			schema.getProperties().values().forEach(OpenApiConfiguration::asMarkdown);
		}
	}

	private static void asMarkdown(@Nullable String text, Consumer<String> setter) {
		if (text != null) {
			setter.accept(text.replaceAll("\\s+", " ").replaceAll("<code>\\s*(.*?)\\s*</code>", "`$1`"));
		}
	}

	/**
	 * What is an object in the code and a text in an answer, and what is always there.
	 */
	private static final class Texts implements ModelConverter {

		@Override
		@SuppressWarnings("rawtypes") // as the interface has it
		public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context,
				Iterator<ModelConverter> chain) {
			JavaType java = Json31.mapper().constructType(type.getType());
			if (java.getRawClass() == LocalizedText.class || java.getRawClass() == MobileNumber.class) {
				return new StringSchema();
			}
			if (java.getRawClass() == OpenEnum.class) {
				return knownValues(java.containedType(0).getRawClass());
			}
			if (java.getRawClass() == InterviewStatus.class) {
				return knownValues(InterviewStatus.class);
			}
			Schema schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
			if (java.getRawClass().isRecord()) {
				Schema<?> model = context.getDefinedModels().get(java.getRawClass().getSimpleName());
				if (model != null) {
					model.setRequired(alwaysThere(java.getRawClass()));
				}
			}
			return schema;
		}

		private static @Nullable List<String> alwaysThere(Class<?> type) {
			List<String> names = Arrays.stream(type.getRecordComponents())
				.filter((component) -> !component.getAnnotatedType().isAnnotationPresent(Nullable.class))
				.map(RecordComponent::getName)
				.toList();
			return names.isEmpty() ? null : names;
		}

		private static Schema<?> knownValues(Class<?> type) {
			StringSchema schema = new StringSchema();
			schema.addExtension(KNOWN_VALUES,
					Arrays.stream(type.getEnumConstants()).map((constant) -> ((Enum<?>) constant).name()).toList());
			return schema;
		}

	}

}
