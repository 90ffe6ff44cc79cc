package io.feishuinterviews.feishu.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import io.feishuinterviews.feishu.json.FeishuJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The interviews and the applications in Feishu's data.
 */
class FeishuInterviewReaderTests {

	private final FeishuInterviewReader reader = new FeishuInterviewReader(new FeishuJson((path) -> {
	}));

	@Test
	void readsTheIdsOfApplicationsAndOfTheirInterviews() {
		assertThat(read("""
				{"items":[
				 {"application_id":"1","interview_list":[{"id":"9","application_id":"1","remark":"application_id"}]},
				 {"application_id":"2","interview_list":[]},
				 {"application_id":"3"},
				 {"interview_list":[{"application_id":"4"}]}]}""")).containsExactlyInAnyOrder("1", "2", "3", "4");
	}

	@Test
	void leavesOutWhatIsNoId() {
		assertThat(
				read("""
						{"items":[null,5,"6",[{"application_id":"7"}],
						 {"application_id":null},{"application_id":""},{"application_id":"a b"},{"application_id":"a/b"},
						 {"application_id":{"application_id":"8"}},{"application_id":"1","interview_list":{"application_id":"9"}}]}"""))
			.containsExactly("1");
		assertThat(read("{\"items\":[{\"application_id\":\"" + "1".repeat(65) + "\"}]}")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "null", "[]", "{\"items\":null}", "{\"items\":{}}" })
	void returnsNoApplicationIdsForEmptyData(String data) {
		assertThat(read(data)).isEmpty();
	}

	private Set<String> read(String data) {
		return this.reader.read(data.getBytes(StandardCharsets.UTF_8)).applications();
	}

}
