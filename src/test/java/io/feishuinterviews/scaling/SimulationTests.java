package io.feishuinterviews.scaling;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SimulationTests {

	@Test
	void neverCallsFeishuMoreOftenThanItsLimitsAllow() {
		Tally tally = Simulation.run(new Scenario(3, true, 20_000, 12_000, Duration.ofSeconds(5), 10, false));
		assertThat(tally.calls()).isGreaterThan(8_000);
		assertThat(tally.maxCalls(1000)).isLessThanOrEqualTo(50);
		assertThat(tally.maxCalls(60_000)).isLessThanOrEqualTo(1000);
	}

	@Test
	void countsEveryRequestOnce() {
		Tally tally = Simulation.run(new Scenario(2, false, 1_000, 600, Duration.ofSeconds(60), 0, false));
		assertThat(tally.requests()).isBetween(5_500L, 6_500L);
		assertThat(tally.hitRatio() + tally.failedRatio()).isLessThanOrEqualTo(1);
	}

	@Test
	void callsFeishuLessOftenWhenInstancesShare() {
		Scenario alone = new Scenario(3, false, 1_000, 600, Duration.ofSeconds(60), 0, false);
		Scenario sharing = new Scenario(3, true, 1_000, 600, Duration.ofSeconds(60), 0, false);
		assertThat(Simulation.run(sharing).calls()).isLessThan(Simulation.run(alone).calls());
	}

	@Test
	void servesNoOutdatedResponseWithEvents() {
		Scenario scenario = new Scenario(2, true, 1_000, 600, Duration.ofMinutes(5), 30, false);
		assertThat(Simulation.run(scenario).outdatedRatio()).isPositive();
		assertThat(Simulation.run(scenario.withEvents()).outdatedRatio()).isLessThan(0.001);
	}

	@Test
	void simulationReturnsTheSameResultsEachTime() {
		Scenario scenario = new Scenario(2, true, 500, 300, Duration.ofSeconds(60), 5, true);
		Tally first = Simulation.run(scenario);
		Tally second = Simulation.run(scenario);
		assertThat(second.calls()).isEqualTo(first.calls());
		assertThat(second.hitRatio()).isEqualTo(first.hitRatio());
	}

}
