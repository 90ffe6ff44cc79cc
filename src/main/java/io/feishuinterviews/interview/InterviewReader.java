package io.feishuinterviews.interview;

import java.util.List;

/**
 * Reads the interviews out of Feishu's {@code data}.
 */
public interface InterviewReader {

	/**
	 * Read and flatten the interviews.
	 * @param data Feishu's {@code data} as received, empty where there is none
	 * @return the interviews in order, none if the talent has none
	 * @throws UpstreamException if {@code data} is not of the documented form
	 */
	List<Interview> read(byte[] data);

}
