package io.feishuinterviews.settings.check;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.handler.IgnoreTopLevelConverterNotFoundBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/**
 * Lets binding fail at a setting that does not meet its {@link Requirement}.
 */
class RequirementBindHandler extends AbstractBindHandler {

	RequirementBindHandler() {
		// as Spring Boot binds: a prefix without a value, such as "cache:" in YAML, is no
		// failure
		super(new IgnoreTopLevelConverterNotFoundBindHandler());
	}

	@Override
	public @Nullable Object onSuccess(ConfigurationPropertyName name, Bindable<?> target, BindContext context,
			Object result) {
		Requirement requirement = new Requirement(target);
		if (!requirement.isMetBy(result)) {
			throw new IllegalArgumentException("must be " + requirement);
		}
		return super.onSuccess(name, target, context, result);
	}

}
