package io.feishuinterviews.security.key;

import java.util.TreeSet;

import io.feishuinterviews.settings.InvalidSettingsException;
import io.feishuinterviews.settings.ReloadableSettings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The clients, which may change while the service runs. All of them change at once.
 */
public class ReloadableClients implements ReloadableSettings<AccessProperties> {

	private static final Log log = LogFactory.getLog(ReloadableClients.class);

	private final ApiKeys keys;

	private AccessProperties used;

	public ReloadableClients(ApiKeys keys, AccessProperties initial) {
		this.keys = keys;
		this.used = initial;
	}

	@Override
	public Class<AccessProperties> type() {
		return AccessProperties.class;
	}

	@Override
	public @Nullable String apply(AccessProperties current) throws InvalidSettingsException {
		if (current.clients().isEmpty() && !this.used.clients().isEmpty()) {
			// a file that is absent while it is replaced
			throw new InvalidSettingsException("interviews.security.clients is empty");
		}
		boolean changed = !current.clients().equals(this.used.clients());
		if (changed) {
			this.keys.replace(current.clients());
		}
		if (!current.anonymousScopes().equals(this.used.anonymousScopes())
				|| !current.maxTokenLifetime().equals(this.used.maxTokenLifetime())) {
			log.warn("A setting of interviews.security has changed that takes effect after a restart");
		}
		this.used = current;
		return changed ? "Clients: " + new TreeSet<>(current.clients().keySet()) : null;
	}

}
