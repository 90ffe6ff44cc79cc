package io.feishuinterviews.scaling;

import java.util.Arrays;
import java.util.Random;

/**
 * Zipf's distribution: the talent of rank n is requested 1/n times as often as the first.
 */
final class Zipf {

	private final double[] cumulative;

	private final Random random;

	Zipf(int talents, Random random) {
		this.cumulative = new double[talents];
		double sum = 0;
		for (int i = 0; i < talents; i++) {
			sum += 1.0 / (i + 1);
			this.cumulative[i] = sum;
		}
		this.random = random;
	}

	/**
	 * Return the share of the requests that are for a talent.
	 */
	double share(int talent) {
		return 1.0 / (talent + 1) / this.cumulative[this.cumulative.length - 1];
	}

	int next() {
		int found = Arrays.binarySearch(this.cumulative,
				this.random.nextDouble() * this.cumulative[this.cumulative.length - 1]);
		return (found >= 0) ? found : -found - 1;
	}

}
