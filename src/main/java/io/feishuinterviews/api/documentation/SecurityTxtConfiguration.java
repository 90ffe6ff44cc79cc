package io.feishuinterviews.api.documentation;

import io.feishuinterviews.security.AccessRule;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Configures {@code security.txt}, if there is a contact.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityTxtProperties.class)
class SecurityTxtConfiguration {

	@Bean
	@Conditional(ContactConfigured.class)
	AccessRule securityTxtRule() {
		return AccessRule.open(SecurityTxtController.PATH);
	}

	/**
	 * Whether there is a contact.
	 */
	static class ContactConfigured implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return StringUtils.hasText(context.getEnvironment().getProperty("interviews.security-txt.contact"));
		}

	}

}
