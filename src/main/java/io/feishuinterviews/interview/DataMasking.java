package io.feishuinterviews.interview;

/**
 * Masks contacts' numbers in Feishu's {@code data}.
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
