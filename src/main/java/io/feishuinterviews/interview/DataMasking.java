package io.feishuinterviews.interview;

/**
 * Makes Feishu's {@code data} fit for callers who may not see contacts' numbers.
 */
public interface DataMasking {

	/**
	 * Mask contacts' numbers, and leave out whatever may hold one unseen.
	 * @param data Feishu's {@code data} as received, empty if there is none
	 * @return the documented fields of documented types, with contacts' numbers masked
	 * wherever they occur; every other byte as it is
	 */
	byte[] masked(byte[] data);

}
