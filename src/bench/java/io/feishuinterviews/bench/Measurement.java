package io.feishuinterviews.bench;

/**
 * Something that is measured and reported.
 */
@FunctionalInterface
interface Measurement {

	/**
	 * Measure, and report it.
	 */
	void run();

}
