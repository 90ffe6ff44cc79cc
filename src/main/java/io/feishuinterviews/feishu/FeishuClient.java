package io.feishuinterviews.feishu;

import java.util.Map;

import io.feishuinterviews.feishu.call.FeishuHttp;
import io.feishuinterviews.feishu.response.FeishuResponseReader;
import io.feishuinterviews.feishu.token.AccessToken;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.TalentQuery;
import reactor.core.publisher.Mono;

/**
 * The data calls to Feishu. Each is one HTTP request, without retries.
 */
class FeishuClient {

	static final String GET_BY_TALENT = "/open-apis/hire/v1/interviews/get_by_talent";

	static final String APPLICATIONS = "/open-apis/hire/v1/applications";

	private final FeishuHttp http;

	private final FeishuResponseReader responses;

	FeishuClient(FeishuHttp http, FeishuResponseReader responses) {
		this.http = http;
		this.responses = responses;
	}

	/**
	 * Request the interviews of a talent.
	 * @param query the talent and the kinds of ID
	 * @param token the access token
	 * @return Feishu's {@code data}, empty where there is none
	 */
	Mono<byte[]> interviews(TalentQuery query, AccessToken token) {
		return this.http.call("get_by_talent", this.http.client()
			.get()
			.uri(GET_BY_TALENT
					+ "?talent_id={talent_id}&user_id_type={user_id_type}&job_level_id_type={job_level_id_type}",
					Map.of("talent_id", query.talent().id(), "user_id_type", TalentQuery.wireName(query.userIdType()),
							"job_level_id_type", TalentQuery.wireName(query.jobLevelIdType())))
			.headers((headers) -> headers.setBearerAuth(token.value().value())), this.responses::data);
	}

	/**
	 * Request an application.
	 * @param application the application
	 * @param token the access token
	 * @return Feishu's {@code data}, empty where there is none
	 */
	Mono<byte[]> application(Application application, AccessToken token) {
		return this.http.call("application",
				this.http.client()
					.get()
					.uri(APPLICATIONS + "/{application_id}", application.id())
					.headers((headers) -> headers.setBearerAuth(token.value().value())),
				this.responses::data);
	}

}
