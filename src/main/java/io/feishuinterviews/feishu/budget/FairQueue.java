package io.feishuinterviews.feishu.budget;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A round-robin queue: clients in turn, the calls of one client in order, and calls that
 * no client waits for in a queue of their own. A call may be in the queues of several
 * clients and leaves all of them at once. Not thread-safe.
 *
 * @param <T> the type of a call
 */
final class FairQueue<T> {

	/**
	 * The calls of each client that waits. The client whose turn is next is first.
	 */
	private final Map<String, Set<T>> clients = new LinkedHashMap<>();

	private final Set<T> background = new LinkedHashSet<>();

	/**
	 * The clients that wait for a call.
	 */
	private final Map<T, Set<String>> places = new HashMap<>();

	/**
	 * Add a call that no client waits for.
	 * @param call the call
	 */
	void add(T call) {
		this.background.add(call);
	}

	/**
	 * Add a call at the end of the queue of a client, or a client to a call that waits.
	 * @param call the call
	 * @param client the client
	 */
	void add(T call, String client) {
		this.background.remove(call);
		this.places.computeIfAbsent(call, (key) -> new HashSet<>(2)).add(client);
		this.clients.computeIfAbsent(client, (key) -> new LinkedHashSet<>()).add(call);
	}

	boolean contains(T call) {
		return this.places.containsKey(call) || this.background.contains(call);
	}

	/**
	 * Remove a call from all queues.
	 * @param call the call
	 * @return whether the call was waiting
	 */
	boolean remove(T call) {
		Set<String> waiting = this.places.remove(call);
		if (waiting == null) {
			return this.background.remove(call);
		}
		for (String client : waiting) {
			Set<T> calls = this.clients.get(client);
			if (calls != null && calls.remove(call) && calls.isEmpty()) {
				this.clients.remove(client);
			}
		}
		return true;
	}

	boolean isEmpty() {
		return this.places.isEmpty() && this.background.isEmpty();
	}

	/**
	 * Return how many calls clients wait for.
	 * @return the number of calls
	 */
	int size() {
		return this.places.size();
	}

	/**
	 * Return how many calls wait that no client waits for.
	 * @return the number of calls
	 */
	int backgroundSize() {
		return this.background.size();
	}

	/**
	 * Return the client whose turn it is.
	 * @param eligible the clients to consider
	 * @return the client, {@code null} if no such client waits
	 */
	@Nullable String next(Predicate<String> eligible) {
		for (String client : this.clients.keySet()) {
			if (eligible.test(client)) {
				return client;
			}
		}
		return null;
	}

	/**
	 * Take the first call of a client, whose next turn comes after those of all others.
	 * @param client a client that waits
	 * @return the call
	 */
	T take(String client) {
		Set<T> calls = this.clients.remove(client);
		if (calls == null) {
			throw new IllegalArgumentException("not waiting");
		}
		T call = calls.iterator().next();
		// moves the client to the end
		this.clients.put(client, calls);
		remove(call);
		return call;
	}

	/**
	 * Take the first call that no client waits for.
	 * @return the call, {@code null} if there is none
	 */
	@Nullable T takeBackground() {
		Iterator<T> calls = this.background.iterator();
		if (!calls.hasNext()) {
			return null;
		}
		T call = calls.next();
		calls.remove();
		return call;
	}

	/**
	 * Return how many calls have their turn before another one of a client.
	 * @param client the client
	 * @return the number of calls, or a few more
	 */
	int ahead(String client) {
		int own = waiting(client);
		int active = this.clients.size() + ((own > 0) ? 0 : 1);
		return (int) Math.min(size(), (long) own * active + active - 1);
	}

	/**
	 * Return how many calls a client waits for.
	 * @param client the client
	 * @return the number of calls
	 */
	int waiting(String client) {
		Set<T> calls = this.clients.get(client);
		return (calls != null) ? calls.size() : 0;
	}

}
