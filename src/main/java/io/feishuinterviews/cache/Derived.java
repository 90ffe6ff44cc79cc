package io.feishuinterviews.cache;

/**
 * Something made of a snapshot once, and kept with it.
 */
public interface Derived {

	/**
	 * Return how much memory it takes.
	 * @return bytes
	 */
	int weight();

}
