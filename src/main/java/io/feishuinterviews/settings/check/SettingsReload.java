package io.feishuinterviews.settings.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.feishuinterviews.settings.InvalidSettingsException;
import io.feishuinterviews.settings.ReloadableSettings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Reads the settings again while the service runs. Nothing changes as long as any setting
 * is invalid.
 */
class SettingsReload {

	private static final Log log = LogFactory.getLog(SettingsReload.class);

	private final SettingsReader reader;

	private final List<ReloadableSettings<?>> settings;

	private final Counter applied;

	private final Counter refused;

	/**
	 * The failures that have been reported, by what has failed.
	 */
	private final Map<Object, String> failures = new HashMap<>();

	SettingsReload(SettingsReader reader, List<ReloadableSettings<?>> settings, MeterRegistry meters) {
		this.reader = reader;
		this.settings = settings;
		this.applied = counter(meters, "applied");
		this.refused = counter(meters, "refused");
	}

	/**
	 * Read the settings, and apply those that have changed.
	 */
	synchronized void reload() {
		try {
			Map<Class<?>, Object> current = this.reader.read();
			this.failures.remove(this.reader);
			this.settings.forEach((each) -> apply(each, current));
		}
		catch (InvalidSettingsException ex) {
			refuse(this.reader, ex);
		}
	}

	private <T> void apply(ReloadableSettings<T> settings, Map<Class<?>, Object> current) {
		try {
			String change = settings.apply(settings.type().cast(Objects.requireNonNull(current.get(settings.type()))));
			this.failures.remove(settings);
			if (change != null) {
				this.applied.increment();
				log.info("Settings have changed. " + change);
			}
		}
		catch (InvalidSettingsException ex) {
			refuse(settings, ex);
		}
		catch (RuntimeException ex) {
			// the other settings are applied nevertheless
			refuse(settings, new InvalidSettingsException(
					settings.type().getSimpleName() + " cannot be applied: " + ex.getClass().getSimpleName()));
		}
	}

	/**
	 * Report a failure once, until the settings change again.
	 */
	private void refuse(Object source, InvalidSettingsException ex) {
		String failure = String.valueOf(ex.getMessage());
		if (!failure.equals(this.failures.put(source, failure))) {
			this.refused.increment();
			log.error("Settings have changed, but cannot be used. The service keeps the former ones. " + failure);
		}
	}

	private static Counter counter(MeterRegistry meters, String outcome) {
		return Counter.builder("interviews.settings.reloads")
			.description("Changes of settings while the service runs")
			.tag("outcome", outcome)
			.register(meters);
	}

}
