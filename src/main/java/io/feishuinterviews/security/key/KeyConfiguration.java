package io.feishuinterviews.security.key;

import java.time.Clock;
import java.util.Objects;

import io.feishuinterviews.interview.Tenancy;
import io.feishuinterviews.security.caller.CallerTenants;
import io.feishuinterviews.settings.SettingException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/**
 * Configures the clients, and logs at the start if access is anonymous, or if no caller
 * has access.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AccessProperties.class)
class KeyConfiguration {

	private static final Log log = LogFactory.getLog(KeyConfiguration.class);

	@Bean
	ApiKeys apiKeys(AccessProperties access, Tenancy tenancy, Clock clock) {
		String violation = TenantSettings.violation(access, tenancy);
		if (violation != null) {
			throw new SettingException(violation, "Correct the setting. docs/store-apps.md explains tenants.");
		}
		return new ApiKeys(access.clients(), clock);
	}

	@Bean
	ReloadableClients reloadableClients(ApiKeys keys, AccessProperties access, Tenancy tenancy) {
		return new ReloadableClients(keys, access, tenancy);
	}

	@Bean
	CallerTenants callerTenants(AccessProperties access, Tenancy tenancy) {
		String claim = Objects.requireNonNullElse(access.tenantClaim(), AccessProperties.DEFAULT_TENANT_CLAIM);
		return new CallerTenants(tenancy, claim, tenancy.tenant(access.anonymousTenantKey()));
	}

	@Bean
	static ApplicationListener<ApplicationReadyEvent> accessSummaryListener(AccessProperties access,
			ObjectProvider<JwtDecoder> decoder) {
		return (event) -> {
			if (!access.anonymousScopes().isEmpty()) {
				log.warn("Anonymous access is enabled. Scopes without credentials: " + access.anonymousScopes()
						+ " (interviews.security.anonymous-scopes)");
			}
			else if (access.clients().isEmpty() && decoder.getIfAvailable() == null) {
				log.warn(
						"""
								No access is configured: every request for interviews is rejected with 401. Configure a client and its key \
								(interviews.security.clients.<id>.key-sha256 and .scopes), or an identity provider \
								(spring.security.oauth2.resourceserver.jwt.issuer-uri). See docs/access.md.""");
			}
		};
	}

}
