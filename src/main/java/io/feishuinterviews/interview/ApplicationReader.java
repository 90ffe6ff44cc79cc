package io.feishuinterviews.interview;

import java.util.Set;

/**
 * Reads out of Feishu's {@code data} which applications it is about.
 */
public interface ApplicationReader {

	/**
	 * Read the IDs of the applications.
	 * @param data Feishu's {@code data} as received, empty where there is none
	 * @return the IDs of all applications, none if {@code data} cannot be read. A text
	 * that is no ID is left out
	 */
	Set<String> read(byte[] data);

}
