package io.feishuinterviews.scaling;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * The hit ratio of Caffeine's eviction policy beside that of LRU, for the same requests.
 *
 * @param caffeine the share of the requests that Caffeine has an entry for
 * @param lru the same of LRU
 */
record PolicyComparison(double caffeine, double lru) {

	private static final int TALENTS = 20_000;

	private static final int REQUESTS = 50_000;

	/**
	 * Compare the policies.
	 * @param entries how many entries the caches hold
	 * @param export the share of the requests that come from an export, which reads all
	 * talents one after the other
	 */
	static PolicyComparison run(int entries, double export) {
		Random random = new Random(1);
		Zipf talents = new Zipf(TALENTS, random);
		Cache<Integer, Boolean> caffeine = Caffeine.newBuilder().maximumSize(entries).executor(Runnable::run).build();
		Map<Integer, Boolean> lru = new LinkedHashMap<>(16, 0.75F, true);
		int counted = 0;
		int caffeineHits = 0;
		int lruHits = 0;
		int exported = 0;
		for (int i = 0; i < 2 * REQUESTS; i++) {
			boolean ofExport = random.nextDouble() < export;
			int talent = ofExport ? exported++ % TALENTS : talents.next();
			boolean inCaffeine = caffeine.getIfPresent(talent) != null;
			if (!inCaffeine) {
				caffeine.put(talent, true);
			}
			boolean inLru = lru.get(talent) != null;
			if (!inLru) {
				lru.put(talent, true);
				if (lru.size() > entries) {
					lru.remove(lru.keySet().iterator().next());
				}
			}
			// the hits of the others, once the caches are full
			if (i >= REQUESTS && !ofExport) {
				counted++;
				caffeineHits += inCaffeine ? 1 : 0;
				lruHits += inLru ? 1 : 0;
			}
		}
		return new PolicyComparison((double) caffeineHits / counted, (double) lruHits / counted);
	}

}
