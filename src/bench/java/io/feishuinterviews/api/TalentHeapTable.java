package io.feishuinterviews.api;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import io.feishuinterviews.feishu.FlatteningBenchmark;
import io.feishuinterviews.interview.Interview;
import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.interview.JobLevelIdType;
import io.feishuinterviews.interview.Language;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UserIdType;
import io.feishuinterviews.representation.Representation;
import org.openjdk.jol.info.GraphLayout;

/**
 * The heap of one cached talent, by part.
 */
public final class TalentHeapTable {

	private static final TalentQuery QUERY = new TalentQuery(new Talent(Tenant.OWN, "6949805467799537964"),
			UserIdType.OPEN_ID, JobLevelIdType.JOB_LEVEL_ID);

	private TalentHeapTable() {
	}

	/**
	 * Weigh a talent.
	 * @param answer Feishu's response
	 * @return a table, as Markdown
	 */
	public static String table(String answer) {
		byte[] data = answer.substring(answer.indexOf("\"data\":") + 7, answer.length() - 1)
			.getBytes(StandardCharsets.UTF_8);
		List<Interview> flattened = FlatteningBenchmark.flatten(data);
		byte[] rendered = new InterviewsJson().write(new TalentInterviews("6949805467799537964", flattened),
				Language.ZH, true);
		return """
				| part of a cached talent | bytes |
				|---|---|
				| Feishu's `data`, as received (not kept) | %,d |
				| the same, flattened (not kept) | %,d |
				| Feishu's `data`, compressed | %,d |
				| each representation that has been asked for, compressed | %,d |
				| each that has been asked for as it is | %,d |
				""".formatted(size(data), size(flattened), size(InterviewSnapshot.of(QUERY, data, Instant.EPOCH)),
				size(new Representation(rendered, 0, true)), size(new Representation(rendered, 0, false)));
	}

	private static long size(Object root) {
		return GraphLayout.parseInstance(root).totalSize();
	}

}
