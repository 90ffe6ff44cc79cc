package io.feishuinterviews.interview;

/**
 * Reads Feishu's {@code data}.
 */
public interface InterviewReader {

	/**
	 * Read and flatten the interviews.
	 * @param data Feishu's {@code data} as received, empty where there is none
	 * @return what it contains
	 * @throws UpstreamException if {@code data} is not of the documented form
	 */
	SnapshotContent read(byte[] data);

}
