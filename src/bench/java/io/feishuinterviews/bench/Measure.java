package io.feishuinterviews.bench;

/**
 * Something that is measured and reported.
 */
@FunctionalInterface
interface Measure {

	/**
	 * Measure, and report it.
	 */
	void run();

}
