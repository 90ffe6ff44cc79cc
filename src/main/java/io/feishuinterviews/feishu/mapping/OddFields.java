package io.feishuinterviews.feishu.mapping;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Counts the values of Feishu that are not of the documented type, by path
 * ({@code feishu.odd.fields}), and logs each path once. Only documented paths occur, so
 * their number is bounded. No value is logged.
 */
public class OddFields {

	private static final Log log = LogFactory.getLog(OddFields.class);

	private final MeterRegistry meters;

	private final Map<String, Counter> counters = new ConcurrentHashMap<>();

	public OddFields(MeterRegistry meters) {
		this.meters = meters;
	}

	/**
	 * Count a value.
	 * @param path the documented path of the field
	 */
	public void count(String path) {
		this.counters.computeIfAbsent(path, this::first).increment();
	}

	private Counter first(String path) {
		log.warn("Feishu's value of %s is not as documented. Such values are omitted".formatted(path));
		return Counter.builder("feishu.odd.fields")
			.description("Values of Feishu that do not have the documented type")
			.tag("path", path)
			.register(this.meters);
	}

}
