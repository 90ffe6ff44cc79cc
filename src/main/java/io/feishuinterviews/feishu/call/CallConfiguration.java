package io.feishuinterviews.feishu.call;

import java.net.URI;

import io.feishuinterviews.feishu.connection.FeishuProperties;
import io.feishuinterviews.feishu.connection.LargeResponseLimit;
import io.feishuinterviews.feishu.connection.OutgoingProxy;
import io.feishuinterviews.interview.Tenancy;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.ObservationRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.ClientRequestObservationConvention;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;
import org.springframework.web.reactive.function.client.WebClient;

/**
 * Configures the HTTP client.
 */
@Configuration(proxyBeanMethods = false)
class CallConfiguration {

	@Bean
	FeishuHttp feishuHttp(WebClient.Builder http, FeishuProperties properties, OutgoingProxy proxy,
			ObservationRegistry observations, Tenancy tenancy) {
		LargeResponseLimit limit = new LargeResponseLimit(Runtime.getRuntime().maxMemory() / 32);
		return new FeishuHttp(http.baseUrl(properties.baseUrl().toString()).filter(limit).build(),
				transportFailures(properties, proxy), observations, tenancy);
	}

	private static TransportFailures transportFailures(FeishuProperties properties, OutgoingProxy proxy) {
		if (proxy != OutgoingProxy.NONE) {
			return new TransportFailures(true, proxy.toString());
		}
		URI url = properties.baseUrl();
		int port = (url.getPort() >= 0) ? url.getPort() : ("https".equals(url.getScheme()) ? 443 : 80);
		return new TransportFailures(false, url.getHost() + ":" + port);
	}

	/**
	 * Omits URLs: they contain talents' IDs, which belong in the audit log only.
	 */
	@Bean
	ClientRequestObservationConvention clientRequestObservationConvention() {
		return new DefaultClientRequestObservationConvention() {

			@Override
			public KeyValues getHighCardinalityKeyValues(ClientRequestObservationContext context) {
				return KeyValues.empty();
			}

		};
	}

}
