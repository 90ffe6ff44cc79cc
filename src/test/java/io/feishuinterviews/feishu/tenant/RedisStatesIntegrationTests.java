package io.feishuinterviews.feishu.tenant;

import java.time.Duration;

import io.feishuinterviews.FeishuServer;
import io.feishuinterviews.Instance;
import io.feishuinterviews.RedisServer;
import io.feishuinterviews.StoreFeishu;
import io.feishuinterviews.TestTime;
import io.feishuinterviews.feishu.tenant.SharedStates.SharedState;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.TenantState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The states of tenants in Redis, whichever instance writes last.
 */
@Tag("redis")
class RedisStatesIntegrationTests {

	private static final Tenant TENANT = Tenant.of("acme");

	private static final SharedState STOPPED = new SharedState(TenantState.STOPPED_BY_TENANT, TestTime.START);

	private static final SharedState STARTED = new SharedState(TenantState.ACTIVE,
			TestTime.START.plus(Duration.ofSeconds(1)));

	@Test
	void anEarlierStateReplacesNoLaterOne() {
		try (RedisServer redis = new RedisServer();
				Instance instance = new Instance(new FeishuServer(), new TestTime(), settings(redis))) {
			RedisStates states = instance.context().getBean(RedisStates.class);
			assertThat(states.write(TENANT, STARTED).block()).isTrue();
			assertThat(states.write(TENANT, STOPPED).block()).isTrue();
			assertThat(states.read(TENANT).block()).isEqualTo(STARTED);
			assertThat(states.read(Tenant.of("globex")).block()).isNull();
		}
	}

	private static String[] settings(RedisServer redis) {
		var settings = StoreFeishu.settings();
		settings.add("--spring.data.redis.url=" + redis.url());
		settings.add("--spring.data.redis.timeout=5s");
		return settings.toArray(String[]::new);
	}

}
