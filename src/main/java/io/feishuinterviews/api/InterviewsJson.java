package io.feishuinterviews.api;

import io.feishuinterviews.interview.Language;
import io.feishuinterviews.interview.LocalizedText;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import com.fasterxml.jackson.annotation.JsonInclude;

import org.springframework.stereotype.Component;

/**
 * Writes answers as JSON in one language. What is absent is left out.
 */
@Component
class InterviewsJson {

	private static final Object LANGUAGE = Language.class;

	private final JsonMapper mapper = JsonMapper.builder()
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.addModule(new SimpleModule().addSerializer(LocalizedText.class, new InOneLanguage()))
		.build();

	byte[] write(Object value, Language language) {
		return this.mapper.writer().withAttribute(LANGUAGE, language).writeValueAsBytes(value);
	}

	private static final class InOneLanguage extends ValueSerializer<LocalizedText> {

		@Override
		public void serialize(LocalizedText text, JsonGenerator json, SerializationContext context) {
			Language language = (Language) context.getAttribute(LANGUAGE);
			json.writeString(text.in(language));
		}

	}

}
