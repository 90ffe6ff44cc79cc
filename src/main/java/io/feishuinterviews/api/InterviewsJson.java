package io.feishuinterviews.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.feishuinterviews.interview.Language;
import io.feishuinterviews.interview.LocalizedText;
import io.feishuinterviews.interview.MobileNumber;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import org.springframework.stereotype.Component;

/**
 * Writes answers as JSON, in one language and for one kind of callers. What is absent is
 * left out.
 */
@Component
class InterviewsJson {

	private final JsonMapper mapper = JsonMapper.builder()
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.addModule(new SimpleModule().addSerializer(LocalizedText.class, new LocalizedTextSerializer())
			.addSerializer(MobileNumber.class, new MaskingMobileNumberSerializer()))
		.build();

	/**
	 * Write a value as JSON.
	 * @param value the value
	 * @param language the language of texts
	 * @param contact whether contacts' numbers are written in full
	 * @return UTF-8 JSON
	 */
	byte[] write(Object value, Language language, boolean contact) {
		return this.mapper.writer()
			.withAttribute(Language.class, language)
			.withAttribute(MobileNumber.class, contact)
			.writeValueAsBytes(value);
	}

	private static final class LocalizedTextSerializer extends ValueSerializer<LocalizedText> {

		@Override
		public void serialize(LocalizedText text, JsonGenerator json, SerializationContext context) {
			json.writeString(text.in((Language) context.getAttribute(Language.class)));
		}

	}

	private static final class MaskingMobileNumberSerializer extends ValueSerializer<MobileNumber> {

		@Override
		public void serialize(MobileNumber number, JsonGenerator json, SerializationContext context) {
			boolean contact = Boolean.TRUE.equals(context.getAttribute(MobileNumber.class));
			json.writeString(contact ? number.number() : number.masked());
		}

	}

}
