package io.feishuinterviews.audit;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches in the context of a separate management port only. The component scan finds
 * configurations of that context for the main context, too.
 */
public class ManagementContextCondition implements Condition {

	@Override
	public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
		return context.getBeanFactory() != null && context.getBeanFactory().getParentBeanFactory() != null;
	}

}
