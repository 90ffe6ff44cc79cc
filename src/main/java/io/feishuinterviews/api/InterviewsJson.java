package io.feishuinterviews.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.feishuinterviews.interview.Language;
import io.feishuinterviews.interview.LocalizedText;
import io.feishuinterviews.interview.MobileNumber;
import io.feishuinterviews.interview.MobileNumbers;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

import org.springframework.stereotype.Component;

/**
 * Writes a talent's interviews as JSON, in one language, and with contacts' numbers in
 * full or masked. Absent values are omitted.
 */
@Component
class InterviewsJson {

	private final JsonMapper mapper = JsonMapper.builder()
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.addModule(new SimpleModule().addSerializer(LocalizedText.class, new LocalizedTextSerializer())
			.addSerializer(MobileNumber.class, new MobileNumberSerializer())
			.addSerializer(String.class, new TextSerializer()))
		.build();

	/**
	 * Write interviews as JSON.
	 * @param interviews the interviews
	 * @param language the language of names
	 * @param contact whether contacts' numbers are written in full; otherwise they are
	 * masked, in all texts
	 * @return UTF-8 JSON
	 */
	byte[] write(TalentInterviews interviews, Language language, boolean contact) {
		return write(interviews, language, contact ? null : interviews.contactNumbers());
	}

	/**
	 * Write a value as JSON.
	 * @param value the value
	 * @param language the language of names
	 * @param masked the numbers to mask, {@code null} to write all numbers in full
	 * @return UTF-8 JSON
	 */
	byte[] write(Object value, Language language, @Nullable MobileNumbers masked) {
		return this.mapper.writer()
			.withAttribute(Language.class, language)
			.withAttribute(MobileNumbers.class, masked)
			.writeValueAsBytes(value);
	}

	private static void writeText(@Nullable String text, JsonGenerator json, SerializationContext context) {
		MobileNumbers masked = (MobileNumbers) context.getAttribute(MobileNumbers.class);
		json.writeString((masked != null && text != null) ? masked.maskedIn(text) : text);
	}

	private static final class LocalizedTextSerializer extends ValueSerializer<LocalizedText> {

		@Override
		public void serialize(LocalizedText text, JsonGenerator json, SerializationContext context) {
			writeText(text.in((Language) context.getAttribute(Language.class)), json, context);
		}

	}

	private static final class MobileNumberSerializer extends ValueSerializer<MobileNumber> {

		@Override
		public void serialize(MobileNumber number, JsonGenerator json, SerializationContext context) {
			boolean masked = context.getAttribute(MobileNumbers.class) != null;
			json.writeString(masked ? number.masked() : number.number());
		}

	}

	private static final class TextSerializer extends ValueSerializer<String> {

		@Override
		public void serialize(String text, JsonGenerator json, SerializationContext context) {
			writeText(text, json, context);
		}

	}

}
