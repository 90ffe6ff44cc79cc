package io.feishuinterviews.settings;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches if {@code feishu.app-type} is {@code store}, in any spelling that Spring Boot
 * accepts for it.
 */
class OnStoreAppCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		String type = context.getEnvironment().getProperty("feishu.app-type", "");
		boolean store = type.replaceAll("[^\\p{L}\\p{Nd}]", "").equalsIgnoreCase("store");
		ConditionMessage message = ConditionMessage.forCondition(ConditionalOnStoreApp.class)
			.because(store ? "the app is a store app" : "the app is no store app");
		return new ConditionOutcome(store, message);
	}

}
