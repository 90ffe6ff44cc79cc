package io.feishuinterviews.bench;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Generates Feishu's responses for made-up talents of realistic size.
 */
public final class MadeUpTalent {

	private static final String[] WORDS = { "逻辑", "清晰", "代码", "质量", "较高", "沟通", "顺畅", "系统", "设计", "经验", "丰富", "基础",
			"扎实", "项目", "独立", "完成", "并发", "理解", "深入", "算法", "思路", "细节", "团队", "协作", "表达", "稳重", "学习", "能力", "很强", "建议",
			"通过", "后续", "考察", "架构", "分布式", "缓存", "一致性", "数据库", "索引", "调优", "线上", "故障", "排查", "压力", "反馈", "积极" };

	private MadeUpTalent() {
	}

	/**
	 * Make up Feishu's response.
	 * @param interviews how many interviews there are
	 * @param recordsEach how many records each has
	 * @param seed makes it another talent
	 * @return the response, with its envelope
	 */
	public static String answer(int interviews, int recordsEach, long seed) {
		return "{\"code\":0,\"msg\":\"success\",\"data\":" + data(interviews, recordsEach, seed) + "}";
	}

	/**
	 * Make up the {@code data} of a response of Feishu.
	 * @param interviews how many interviews there are
	 * @param recordsEach how many records each has
	 * @param seed makes it another talent
	 * @return the data
	 */
	public static String data(int interviews, int recordsEach, long seed) {
		Random random = new Random(seed);
		String list = IntStream.range(0, interviews)
			.mapToObj((i) -> interview(random, i, recordsEach))
			.collect(Collectors.joining(","));
		return "{\"items\":[{\"application_id\":\"%s\",\"interview_list\":[%s]}]}".formatted(id(random), list);
	}

	private static String interview(Random random, int round, int recordsEach) {
		long begin = 1_735_689_600_000L + random.nextInt(300) * 86_400_000L;
		String records = IntStream.range(0, recordsEach)
			.mapToObj((i) -> record(random, begin))
			.collect(Collectors.joining(","));
		return """
				{"id":"%s","begin_time":%d,"end_time":%d,"round":%d,"interview_round_summary":%d,\
				"feedback_submit_time":%d,"stage_id":"%s","interview_type":%d,"video_type":%d,\
				"talent_time_zone":{"code":"Asia/Shanghai","name":{"zh_cn":"(GMT+08:00) 中国标准时间 - 北京",\
				"en_us":"(GMT+08:00) China Standard Time - Beijing"}},\
				"contact_user":{"id":"ou_%s","name":{"zh_cn":"%s","en_us":"Contact %d"}},"contact_mobile":"138%08d",\
				"remark":"%s","address":{"id":"%s","name":{"zh_cn":"海淀区知春路 %d 号","en_us":"%d Zhichun Road"},\
				"district":{"code":"110108","name":{"zh_cn":"海淀区","en_us":"Haidian"}},\
				"city":{"code":"1101","name":{"zh_cn":"北京市","en_us":"Beijing"}},\
				"state":{"code":"11","name":{"zh_cn":"北京","en_us":"Beijing"}},\
				"country":{"code":"CN","name":{"zh_cn":"中国","en_us":"China"}}},\
				"interview_round_type":{"id":"%s","name":{"zh_cn":"第 %d 轮","en_us":"Round %d"}},\
				"creator":{"id":"ou_%s","name":{"zh_cn":"%s","en_us":"Creator %d"}},\
				"stage":{"id":"%s","name":{"zh_cn":"面试","en_us":"Interview"}},"biz_create_time":%d,"biz_modify_time":%d,\
				"interview_record_list":[%s]}"""
			.formatted(id(random), begin, begin + 3_600_000, round, 2 + random.nextInt(16), begin + 7_200_000,
					id(random), 1 + random.nextInt(3), 1 + random.nextInt(8), id(random), words(random, 2),
					random.nextInt(100), random.nextInt(100_000_000), words(random, 6), id(random), random.nextInt(100),
					random.nextInt(100), id(random), round, round, id(random), words(random, 2), random.nextInt(100),
					id(random), begin - 86_400_000, begin - 3_600_000, records);
	}

	private static String record(Random random, long begin) {
		return """
				{"id":"%s","user_id":"%s","content":"%s","min_job_level_id":"%s","max_job_level_id":"%s",\
				"commit_status":1,"feedback_submit_time":%d,"conclusion":%d,\
				"interview_score":{"id":"%s","level":%d,"zh_name":"%s","zh_description":"%s","en_name":"Good",\
				"en_description":"Meets what the position takes"},\
				"interviewer":{"id":"ou_%s","name":{"zh_cn":"%s","en_us":"Interviewer %d"}}}""".formatted(id(random),
				id(random), words(random, 40), id(random), id(random), begin + 7_200_000, 1 + random.nextInt(2),
				id(random), 1 + random.nextInt(5), words(random, 1), words(random, 6), id(random), words(random, 2),
				random.nextInt(100));
	}

	private static String id(Random random) {
		return "69" + (10_000_000_000_000_000L + (long) (random.nextDouble() * 80_000_000_000_000_000L));
	}

	private static String words(Random random, int count) {
		return IntStream.range(0, count)
			.mapToObj((i) -> WORDS[random.nextInt(WORDS.length)])
			.collect(Collectors.joining());
	}

}
