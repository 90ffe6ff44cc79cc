package io.feishuinterviews.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.feishuinterviews.interview.LocalizedText;
import io.feishuinterviews.interview.MobileNumber;
import io.feishuinterviews.representation.RepresentationKey;
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

	private static final Object VARIANT = RepresentationKey.class;

	private final JsonMapper mapper = JsonMapper.builder()
		.changeDefaultPropertyInclusion((inclusion) -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
		.addModule(new SimpleModule().addSerializer(LocalizedText.class, new InOneLanguage())
			.addSerializer(MobileNumber.class, new ForWhomItIsMeant()))
		.build();

	byte[] write(Object value, RepresentationKey variant) {
		return this.mapper.writer().withAttribute(VARIANT, variant).writeValueAsBytes(value);
	}

	private static RepresentationKey variant(SerializationContext context) {
		return (RepresentationKey) context.getAttribute(VARIANT);
	}

	private static final class InOneLanguage extends ValueSerializer<LocalizedText> {

		@Override
		public void serialize(LocalizedText text, JsonGenerator json, SerializationContext context) {
			json.writeString(text.in(variant(context).language()));
		}

	}

	private static final class ForWhomItIsMeant extends ValueSerializer<MobileNumber> {

		@Override
		public void serialize(MobileNumber number, JsonGenerator json, SerializationContext context) {
			json.writeString(variant(context).contact() ? number.number() : number.masked());
		}

	}

}
