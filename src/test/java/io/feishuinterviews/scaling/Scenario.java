package io.feishuinterviews.scaling;

import java.time.Duration;

/**
 * What is simulated.
 *
 * @param instances the number of instances
 * @param sharing whether they share entries and the upstream budget, as with Redis
 * @param talents the number of talents
 * @param requests the requests in a minute, for all instances together
 * @param freshFor {@code interviews.cache.fresh-for}
 * @param changes the talents that change in a minute
 * @param events whether a change evicts the talent
 */
record Scenario(int instances, boolean sharing, int talents, int requests, Duration freshFor, int changes,
		boolean events) {

	static Scenario of(int instances, boolean sharing, int requests) {
		return new Scenario(instances, sharing, 20_000, requests, Duration.ofSeconds(60), 20, false);
	}

	Scenario withFreshFor(Duration freshFor) {
		return new Scenario(this.instances, this.sharing, this.talents, this.requests, freshFor, this.changes,
				this.events);
	}

	Scenario withEvents() {
		return new Scenario(this.instances, this.sharing, this.talents, this.requests, this.freshFor, this.changes,
				true);
	}

}
