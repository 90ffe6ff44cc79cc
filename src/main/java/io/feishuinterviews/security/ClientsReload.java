package io.feishuinterviews.security;

import java.util.TreeSet;

import io.feishuinterviews.settings.InvalidSettingsException;
import io.feishuinterviews.settings.SettingsReader;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads the clients again from the settings. All clients change at once, or none if any
 * setting is invalid.
 */
class ClientsReload {

	private static final Log log = LogFactory.getLog(ClientsReload.class);

	private final SettingsReader settings;

	private final ApiKeys keys;

	private final Counter applied;

	private final Counter refused;

	private AccessProperties current;

	private @Nullable String lastFailure;

	ClientsReload(SettingsReader settings, ApiKeys keys, AccessProperties current, MeterRegistry meters) {
		this.settings = settings;
		this.keys = keys;
		this.current = current;
		this.applied = counter(meters, "applied");
		this.refused = counter(meters, "refused");
	}

	/**
	 * Read the settings, and replace the clients if they have changed.
	 */
	synchronized void reload() {
		try {
			AccessProperties changed = this.settings.read(AccessProperties.class);
			if (changed.clients().isEmpty() && !this.current.clients().isEmpty()) {
				// a file that is absent while it is replaced
				throw new IllegalStateException("interviews.security.clients is empty");
			}
			this.lastFailure = null;
			apply(changed);
		}
		catch (InvalidSettingsException | IllegalStateException ex) {
			refuse(String.valueOf(ex.getMessage()));
		}
	}

	private void apply(AccessProperties changed) {
		if (!changed.clients().equals(this.current.clients())) {
			this.keys.replace(changed.clients());
			this.applied.increment();
			log.info("The settings of the clients have changed. Clients: " + new TreeSet<>(changed.clients().keySet()));
		}
		if (!changed.anonymousScopes().equals(this.current.anonymousScopes())
				|| !changed.maxTokenLifetime().equals(this.current.maxTokenLifetime())) {
			log.warn("A setting of interviews.security has changed that takes effect after a restart");
		}
		this.current = changed;
	}

	/**
	 * Report a failure once, until the settings change again.
	 */
	private void refuse(String failure) {
		if (!failure.equals(this.lastFailure)) {
			this.lastFailure = failure;
			this.refused.increment();
			log.error("The settings have changed, but are invalid. The clients stay as they are. " + failure);
		}
	}

	private static Counter counter(MeterRegistry meters, String outcome) {
		return Counter.builder("interviews.settings.reloads")
			.description("Changes of the clients' settings while the service runs")
			.tag("outcome", outcome)
			.register(meters);
	}

}
