package io.feishuinterviews;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamError;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * No text of a log or an exception contains personal data or credentials.
 */
class ToStringTests {

	static Stream<Class<?>> records() {
		return new ClassFileImporter()
			.importPackages("io.feishuinterviews.interview", "io.feishuinterviews.feishu", "io.feishuinterviews.cache")
			.stream()
			.map(JavaClass::reflect)
			.filter(Class::isRecord)
			// contain only input of callers, the ID of a company, and error fields of
			// Feishu
			.filter((type) -> type != TalentQuery.class && type != Tenant.class && type != UpstreamError.class)
			.map((type) -> (Class<?>) type);
	}

	@ParameterizedTest
	@MethodSource("records")
	void toStringContainsNoPersonalDataAndNoCredentials(Class<?> type) throws Exception {
		RecordComponent[] components = type.getRecordComponents();
		Constructor<?> constructor = type
			.getDeclaredConstructor(Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
		constructor.setAccessible(true);
		Object[] values = Arrays.stream(components)
			.map((component) -> (component.getType() == String.class && !isHarmless(component)) ? "canary"
					: (component.getType() == int.class) ? 0 : null)
			.toArray();
		if (Arrays.asList(values).contains("canary")) {
			assertThat(constructor.newInstance(values).toString()).doesNotContain("canary");
		}
	}

	/**
	 * Whether it is an ID, a code, a room, a limit, or what Feishu's errors name.
	 */
	private static boolean isHarmless(RecordComponent component) {
		return component.getName()
			.matches("id|.*Id|code|label|.*Status|.*Type|mime|roomName|buildingName|floorName|field|limit|subject");
	}

}
