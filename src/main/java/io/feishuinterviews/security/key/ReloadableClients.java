package io.feishuinterviews.security.key;

import java.util.Map;
import java.util.TreeSet;

import io.feishuinterviews.interview.Tenancy;
import io.feishuinterviews.security.key.AccessProperties.Client;
import io.feishuinterviews.settings.InvalidSettingsException;
import io.feishuinterviews.settings.ReloadableSettings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The clients, which may change while the service runs. All of them change at once.
 */
class ReloadableClients implements ReloadableSettings<AccessProperties> {

	private static final Log log = LogFactory.getLog(ReloadableClients.class);

	private final ApiKeys keys;

	private final Tenancy tenancy;

	private AccessProperties used;

	ReloadableClients(ApiKeys keys, AccessProperties initial, Tenancy tenancy) {
		this.keys = keys;
		this.used = initial;
		this.tenancy = tenancy;
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
		String violation = TenantSettings.violation(current, this.tenancy);
		if (violation != null) {
			throw new InvalidSettingsException(violation);
		}
		boolean changed = !current.clients().equals(this.used.clients());
		if (changed) {
			this.keys.replace(current.clients());
		}
		if (!withClients(current, this.used.clients()).equals(this.used)) {
			log.warn("A setting of interviews.security has changed that takes effect after a restart");
		}
		this.used = current;
		return changed ? "Clients: " + new TreeSet<>(current.clients().keySet()) : null;
	}

	private static AccessProperties withClients(AccessProperties settings, Map<String, Client> clients) {
		return new AccessProperties(settings.anonymousScopes(), settings.maxTokenLifetime(), clients,
				settings.anonymousTenantKey(), settings.tenantClaim());
	}

}
