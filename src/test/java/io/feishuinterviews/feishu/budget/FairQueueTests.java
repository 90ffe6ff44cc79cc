package io.feishuinterviews.feishu.budget;

import java.util.List;
import java.util.Objects;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class FairQueueTests {

	@Property(tries = 200)
	void neverUnderestimatesTheCallsAhead(@ForAll @Size(max = 100) List<@IntRange(max = 5) Integer> clients,
			@ForAll @IntRange(max = 20) int taken, @ForAll @IntRange(max = 6) int client) {
		FairQueue<Object> queue = new FairQueue<>();
		clients.forEach((waiting) -> queue.add(new Object(), String.valueOf(waiting)));
		for (int i = 0; i < taken && !queue.isEmpty(); i++) {
			takeNext(queue);
		}
		int ahead = queue.ahead(String.valueOf(client));
		assertThat(ahead).isLessThanOrEqualTo(queue.size());
		Object call = new Object();
		queue.add(call, String.valueOf(client));
		int before = 0;
		while (!takeNext(queue).equals(call)) {
			before++;
		}
		assertThat(before).isLessThanOrEqualTo(ahead);
	}

	private static Object takeNext(FairQueue<Object> queue) {
		return queue.take(Objects.requireNonNull(queue.next((client) -> true)));
	}

}
