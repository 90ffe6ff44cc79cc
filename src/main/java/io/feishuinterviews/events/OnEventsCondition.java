package io.feishuinterviews.events;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches if the Encrypt Key is set. The start fails if the Verification Token is not set
 * then, too.
 */
class OnEventsCondition extends SpringBootCondition {

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean enabled = StringUtils.hasText(context.getEnvironment().getProperty("feishu.events.encrypt-key"));
		ConditionMessage message = ConditionMessage.forCondition(ConditionalOnEvents.class)
			.because(enabled ? "events are enabled" : "events are not enabled");
		return new ConditionOutcome(enabled, message);
	}

}
