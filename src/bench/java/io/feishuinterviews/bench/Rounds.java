package io.feishuinterviews.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Measures several subjects in turns, after all of them are warm.
 */
final class Rounds {

	private Rounds() {
	}

	/**
	 * Measure.
	 * @param warmUpSeconds how long each subject is warmed up, ten times
	 * @param subjects the subjects by name
	 * @return the medians of each, in the same order
	 */
	static Map<String, Load> medians(int warmUpSeconds, Map<String, Subject> subjects) {
		Servers.warmUp(10,
				(connections) -> subjects.values().forEach((subject) -> subject.load(warmUpSeconds, connections)));
		Map<String, List<Load>> rounds = new LinkedHashMap<>();
		subjects.keySet().forEach((name) -> rounds.put(name, new ArrayList<>()));
		List<String> turns = new ArrayList<>(subjects.keySet());
		Random random = new Random(1);
		for (int i = 0; i < Servers.ROUNDS; i++) {
			// a subject that follows a similar one benefits from warm caches
			Collections.shuffle(turns, random);
			turns
				.forEach((name) -> rounds.get(name).add(subjects.get(name).load(Servers.SECONDS, Servers.CONNECTIONS)));
		}
		Map<String, Load> medians = new LinkedHashMap<>();
		rounds.forEach((name, loads) -> medians.put(name, Load.median(loads)));
		return medians;
	}

	/**
	 * Something that can be put under load.
	 */
	@FunctionalInterface
	interface Subject {

		Load load(int seconds, int connections);

	}

}
