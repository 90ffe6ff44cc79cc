package io.feishuinterviews.feishu.mapping;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

import io.feishuinterviews.feishu.payload.Localized;
import io.feishuinterviews.interview.LocalizedText;
import org.jspecify.annotations.Nullable;

import org.springframework.util.StringUtils;

/**
 * Reads fields of payloads, each of which may be absent.
 */
final class PayloadFields {

	private PayloadFields() {
	}

	static <T, R> @Nullable R get(@Nullable T owner, Function<T, @Nullable R> field) {
		return (owner != null) ? field.apply(owner) : null;
	}

	static @Nullable String either(@Nullable String first, @Nullable String second) {
		return (first != null && !first.isEmpty()) ? first : second;
	}

	static @Nullable LocalizedText text(@Nullable Localized text) {
		return (text != null) ? text(text.zhCn(), text.enUs()) : null;
	}

	static @Nullable LocalizedText text(@Nullable String zh, @Nullable String en) {
		// an empty name is no name
		return (StringUtils.hasLength(zh) || StringUtils.hasLength(en)) ? new LocalizedText(zh, en) : null;
	}

	static <T, R> @Nullable List<R> list(@Nullable List<@Nullable T> elements, Function<T, R> flatten) {
		return (elements != null) ? elements(elements).map(flatten).toList() : null;
	}

	static <T> Stream<T> elements(@Nullable List<@Nullable T> elements) {
		return (elements != null) ? elements.stream().filter(Objects::nonNull) : Stream.empty();
	}

}
