package io.feishuinterviews.interview;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * The clients that wait for one call to Feishu, each by an opaque ID. A call that no
 * client waits for is a background refresh. Clients may join while the call is under way.
 */
public final class Demand {

	private final Set<String> clients = new LinkedHashSet<>();

	private @Nullable Consumer<String> listener;

	private Demand() {
	}

	/**
	 * Create the demand of one client.
	 * @param client the ID of the client
	 * @return a demand that others can join
	 */
	public static Demand of(String client) {
		Demand demand = new Demand();
		demand.join(client);
		return demand;
	}

	/**
	 * Create a demand without a client.
	 * @return a demand that clients can join
	 */
	public static Demand background() {
		return new Demand();
	}

	/**
	 * Add a client that waits for the same call.
	 * @param client the ID of the client
	 */
	public void join(String client) {
		Consumer<String> joined;
		synchronized (this) {
			joined = this.clients.add(client) ? this.listener : null;
		}
		// not under the lock: the listener has a lock of its own
		if (joined != null) {
			joined.accept(client);
		}
	}

	/**
	 * Return the clients that wait now, and report those that join later.
	 * @param listener accepts the ID of each client that joins; replaces any other
	 * @return the IDs in the order in which the clients came
	 */
	public synchronized Set<String> observe(Consumer<String> listener) {
		this.listener = listener;
		return clients();
	}

	/**
	 * Return the clients that wait now.
	 * @return the IDs in the order in which the clients came, none for a background
	 * refresh
	 */
	public synchronized Set<String> clients() {
		return new LinkedHashSet<>(this.clients);
	}

}
