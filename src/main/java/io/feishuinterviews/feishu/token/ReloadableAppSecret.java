package io.feishuinterviews.feishu.token;

import io.feishuinterviews.feishu.connection.FeishuProperties;
import io.feishuinterviews.feishu.connection.Secret;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.settings.InvalidSettingsException;
import io.feishuinterviews.settings.ReloadableSettings;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The app's secret, which may change while the service runs. A new secret is used as soon
 * as Feishu has issued a token for it.
 */
class ReloadableAppSecret implements ReloadableSettings<FeishuProperties> {

	private static final Log log = LogFactory.getLog(ReloadableAppSecret.class);

	private final TenantTokens tokens;

	private FeishuProperties used;

	/**
	 * Not tried again: Feishu may lock an app whose secret is guessed.
	 */
	private @Nullable Secret rejected;

	ReloadableAppSecret(TenantTokens tokens, FeishuProperties initial) {
		this.tokens = tokens;
		this.used = initial;
	}

	@Override
	public Class<FeishuProperties> type() {
		return FeishuProperties.class;
	}

	@Override
	public @Nullable String apply(FeishuProperties current) throws InvalidSettingsException {
		boolean changed = !current.appSecret().equals(this.used.appSecret());
		if (!current.withAppSecret(this.used.appSecret()).equals(this.used)) {
			log.warn("A setting of feishu has changed that takes effect after a restart");
			this.used = current.withAppSecret(this.used.appSecret());
		}
		if (changed) {
			use(current.appSecret());
		}
		this.rejected = null;
		this.used = current;
		return changed ? "Feishu has issued a token for the new feishu.app-secret." : null;
	}

	private void use(Secret secret) throws InvalidSettingsException {
		if (secret.equals(this.rejected)) {
			throw new InvalidSettingsException("Feishu rejects feishu.app-secret");
		}
		try {
			this.tokens.changeSecret(secret).block();
		}
		catch (UpstreamException ex) {
			if (ex.text().code().equals("feishu-rejects-app")) {
				this.rejected = secret;
				throw new InvalidSettingsException("Feishu rejects feishu.app-secret");
			}
			// the next reload tries again
			throw new InvalidSettingsException(
					"Feishu cannot issue a token for the new feishu.app-secret: " + ex.getMessage());
		}
	}

}
