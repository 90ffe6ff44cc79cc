package io.feishuinterviews.cache.redis.pending;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.feishuinterviews.interview.Tenant;
import org.jspecify.annotations.Nullable;

/**
 * What Redis has not confirmed yet: the last value of each key, in the order in which
 * they came. If there are too many, values of the tenant with the most values are
 * removed. Other tenants lose none. Not thread-safe.
 *
 * @param <K> the type of the keys, which differ within a tenant
 * @param <V> the type of the values
 */
public final class Backlog<K, V> {

	/**
	 * The most values of all tenants together, some MB.
	 */
	static final int MAX_SIZE = 10_000;

	private final Map<Tenant, Map<K, V>> tenants = new LinkedHashMap<>();

	private int size;

	/**
	 * Add a value as the newest one.
	 * @param tenant the tenant
	 * @param key the key, of which a former value is dropped
	 * @param value the value
	 * @return the tenant with the most values, if there are too many now; otherwise
	 * {@code null}
	 */
	public @Nullable Tenant put(Tenant tenant, K key, V value) {
		Map<K, V> values = this.tenants.computeIfAbsent(tenant, (same) -> new LinkedHashMap<>());
		if (values.remove(key) == null) {
			this.size++;
		}
		values.put(key, value);
		return (this.size > MAX_SIZE) ? largest() : null;
	}

	private Tenant largest() {
		return Collections.max(this.tenants.entrySet(), Comparator.comparingInt((values) -> values.getValue().size()))
			.getKey();
	}

	/**
	 * Remove a value.
	 * @param tenant the tenant
	 * @param key the key
	 * @param value the value, which another one may have replaced
	 */
	public void remove(Tenant tenant, K key, V value) {
		Map<K, V> values = this.tenants.get(tenant);
		if (values != null && values.remove(key, value)) {
			removed(tenant, values);
		}
	}

	/**
	 * Remove the oldest value of a tenant.
	 * @param tenant a tenant that has values
	 */
	public void removeOldest(Tenant tenant) {
		Map<K, V> values = this.tenants.getOrDefault(tenant, Map.of());
		values.remove(values.keySet().iterator().next());
		removed(tenant, values);
	}

	/**
	 * Remove all values of a tenant.
	 * @param tenant the tenant
	 */
	public void removeAll(Tenant tenant) {
		Map<K, V> values = this.tenants.remove(tenant);
		this.size -= (values != null) ? values.size() : 0;
	}

	private void removed(Tenant tenant, Map<K, V> values) {
		this.size--;
		if (values.isEmpty()) {
			this.tenants.remove(tenant);
		}
	}

	/**
	 * Return whether a key has a value.
	 * @param tenant the tenant
	 * @param key the key
	 * @return whether it is here
	 */
	public boolean contains(Tenant tenant, K key) {
		Map<K, V> values = this.tenants.get(tenant);
		return values != null && values.containsKey(key);
	}

	/**
	 * Return the oldest values, about as many of each tenant.
	 * @param count the most values
	 * @return the values
	 */
	public List<V> first(int count) {
		int each = Math.max(1, count / Math.max(1, this.tenants.size()));
		return this.tenants.values()
			.stream()
			.flatMap((values) -> values.values().stream().limit(each))
			.limit(count)
			.toList();
	}

	/**
	 * Return how many values there are.
	 * @return the number
	 */
	public int size() {
		return this.size;
	}

}
