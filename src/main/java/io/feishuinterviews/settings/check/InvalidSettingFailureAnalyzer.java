package io.feishuinterviews.settings.check;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Explains a setting with an invalid value, without the value: it may be a secret.
 */
@Order(Ordered.HIGHEST_PRECEDENCE + 10) // before Spring Boot's, which shows the value
class InvalidSettingFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		Requirement requirement = new Requirement(cause.getTarget());
		if (!requirement.isDeclared() && !SettingNames.isUnderRoot(cause.getName())) {
			return null;
		}
		Throwable failure = NestedExceptionUtils.getMostSpecificCause(cause);
		String description;
		if (Record.class.isAssignableFrom(cause.getTarget().getType().toClass())
				&& failure instanceof IllegalArgumentException) {
			// thrown by the record's constructor, and begins with the setting's name
			description = cause.getName() + "." + failure.getMessage();
		}
		else {
			description = cause.getName() + " must be " + requirement;
			if (cause.getOrigin() != null) {
				description += "%n%n    Origin: %s".formatted(cause.getOrigin());
			}
		}
		return new FailureAnalysis(description,
				"Correct or remove the setting. docs/configuration.md lists all settings.", cause);
	}

}
