package io.feishuinterviews.feishu.mapping;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts of a text that are to be replaced, gathered from its beginning to its end.
 */
final class ByteEdits {

	private final List<Edit> edits = new ArrayList<>();

	/**
	 * Replace a part, which follows all parts so far.
	 * @param start the offset of its first byte
	 * @param end the offset after its last byte
	 * @param replacement what takes its place
	 */
	void replace(int start, int end, byte[] replacement) {
		this.edits.add(new Edit(start, end, replacement));
	}

	int size() {
		return this.edits.size();
	}

	/**
	 * Undo all but the first edits.
	 * @param size how many edits stay
	 */
	void undoAfter(int size) {
		this.edits.subList(size, this.edits.size()).clear();
	}

	/**
	 * Apply the edits.
	 * @param text the text
	 * @return the text with the replacements
	 */
	byte[] applyTo(byte[] text) {
		ByteArrayOutputStream result = new ByteArrayOutputStream(text.length);
		int done = 0;
		for (Edit edit : this.edits) {
			result.write(text, done, edit.start() - done);
			result.writeBytes(edit.replacement());
			done = edit.end();
		}
		result.write(text, done, text.length - done);
		return result.toByteArray();
	}

	private record Edit(int start, int end, byte[] replacement) {

	}

}
