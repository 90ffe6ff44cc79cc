package io.feishuinterviews.api;

import java.nio.charset.StandardCharsets;
import java.util.List;

import io.feishuinterviews.feishu.FlatteningBenchmark;
import io.feishuinterviews.interview.Interview;
import io.feishuinterviews.interview.Language;
import org.openjdk.jol.info.GraphLayout;

/**
 * What one cached talent takes, by part.
 */
public final class HeapOfATalent {

	private HeapOfATalent() {
	}

	/**
	 * Weigh a talent.
	 * @param answer Feishu's answer
	 * @return a table, as Markdown
	 */
	public static String table(String answer) {
		byte[] data = answer.substring(answer.indexOf("\"data\":") + 7, answer.length() - 1)
			.getBytes(StandardCharsets.UTF_8);
		List<Interview> flattened = FlatteningBenchmark.flatten(data);
		InterviewsJson json = new InterviewsJson();
		Variant variant = new Variant(Language.ZH, true, false);
		Variant compressed = new Variant(Language.ZH, true, true);
		byte[] rendered = json.write(new TalentInterviews("6949805467799537964", flattened), variant);
		return """
				| part of a cached talent | bytes |
				|---|---|
				| Feishu's `data`, as received | %,d |
				| the same, flattened | %,d |
				| each representation that has been asked for, compressed | %,d |
				| each that has been asked for as it is | %,d |
				""".formatted(size(data), size(flattened), size(new Representation(compressed, rendered)),
				size(new Representation(variant, rendered)));
	}

	private static long size(Object root) {
		return GraphLayout.parseInstance(root).totalSize();
	}

}
