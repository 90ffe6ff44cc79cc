package io.feishuinterviews.interview;

import java.util.List;
import java.util.Set;

/**
 * What Feishu's {@code data} contains.
 *
 * @param interviews the interviews in order, none if the talent has none
 * @param applications the IDs of all applications, also of those without an interview. A
 * text that is no ID is left out
 */
public record SnapshotContent(List<Interview> interviews, Set<String> applications) {

	/**
	 * Nothing.
	 */
	public static final SnapshotContent NONE = new SnapshotContent(List.of(), Set.of());

	@Override
	public String toString() {
		return "SnapshotContent[" + this.interviews.size() + " interviews]";
	}

}
