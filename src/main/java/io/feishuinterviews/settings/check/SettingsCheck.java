package io.feishuinterviews.settings.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.feishuinterviews.settings.SettingException;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.stereotype.Component;
import org.springframework.util.ObjectUtils;

/**
 * Stops the start if a setting of this service is misspelt or invalid, before any other
 * bean is created. Spring Boot's own check of names ({@code ignoreUnknownFields}) sees
 * neither environment variables nor what lies between two prefixes, and shows values.
 * Names are known from the beans with {@link ConfigurationProperties}: such a bean must
 * not depend on a condition.
 */
@Component
class SettingsCheck implements BeanFactoryPostProcessor {

	private static final Log log = LogFactory.getLog(SettingsCheck.class);

	private static final String BASE_PACKAGE = "io.feishuinterviews.";

	/**
	 * Read by docker-compose.yml, which mounts the file.
	 */
	private static final String SECRET_FILE = "FEISHU_APP_SECRET_FILE";

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
		ConfigurableEnvironment environment = factory.getBean(ConfigurableEnvironment.class);
		Map<String, Class<?>> properties = properties(factory);
		checkNames(environment, new SettingNames(properties));
		bind(environment, properties);
	}

	/**
	 * Bind all settings of this service.
	 * @return the settings by type
	 */
	static Map<Class<?>, Object> bind(ConfigurableEnvironment environment, Map<String, Class<?>> properties) {
		Binder binder = Binder.get(environment, new RequirementBindHandler());
		Map<Class<?>, Object> settings = new HashMap<>();
		properties.forEach((prefix, type) -> settings.put(type, binder.bindOrCreate(prefix, Bindable.of(type))));
		return settings;
	}

	static Map<String, Class<?>> properties(ConfigurableListableBeanFactory factory) {
		Map<String, Class<?>> properties = new TreeMap<>();
		for (String bean : factory.getBeanDefinitionNames()) {
			String className = factory.getBeanDefinition(bean).getBeanClassName();
			Class<?> type = (className != null && className.startsWith(BASE_PACKAGE)) ? factory.getType(bean, false)
					: null;
			ConfigurationProperties annotation = (type != null)
					? AnnotationUtils.findAnnotation(type, ConfigurationProperties.class) : null;
			if (type != null && annotation != null) {
				properties.put(annotation.prefix(), type);
			}
		}
		return properties;
	}

	/**
	 * Check all names but those of environment variables, which do not change.
	 */
	static void checkNamesInFiles(ConfigurableEnvironment environment, Map<String, Class<?>> properties) {
		SettingNames names = new SettingNames(properties);
		SortedSet<String> unknown = new TreeSet<>();
		findUnknownNames(environment, names, unknown);
		requireNone(unknown, names);
	}

	private static void checkNames(ConfigurableEnvironment environment, SettingNames names) {
		SortedSet<String> unknown = new TreeSet<>();
		// variables last, as they may set more of clients that others have
		for (PropertySource<?> source : findUnknownNames(environment, names, unknown)) {
			checkVariables(source, names, unknown);
		}
		requireNone(unknown, names);
	}

	private static void requireNone(SortedSet<String> unknown, SettingNames names) {
		if (!unknown.isEmpty()) {
			throw new SettingException("These settings do not exist: " + String.join(", ", unknown),
					"These settings do not exist:\n\n    " + String.join("\n    ", unknown),
					"Correct or remove them. These settings exist:\n\n    " + String.join("\n    ", names.all()));
		}
	}

	/**
	 * Find unknown names in all sources but environment variables.
	 * @return the environment variables
	 */
	private static List<PropertySource<?>> findUnknownNames(ConfigurableEnvironment environment, SettingNames names,
			SortedSet<String> unknown) {
		List<PropertySource<?>> variables = new ArrayList<>();
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (source instanceof SystemEnvironmentPropertySource) {
				variables.add(source);
			}
			else {
				for (String name : names(source)) {
					checkName(name, source, names, unknown);
				}
			}
		}
		return variables;
	}

	private static Set<String> names(PropertySource<?> source) {
		return (source instanceof EnumerablePropertySource<?> enumerable)
				? new TreeSet<>(List.of(enumerable.getPropertyNames())) : Set.of();
	}

	private static void checkName(String text, PropertySource<?> source, SettingNames names,
			SortedSet<String> unknown) {
		ConfigurationPropertyName name = ConfigurationPropertyName.adapt(text, '.');
		if (!SettingNames.isUnderRoot(name)) {
			return;
		}
		names.addKey(name);
		if (!names.contains(name, ObjectUtils.isEmpty(source.getProperty(text)))) {
			unknown.add(describe(text, OriginLookup.getOrigin(source, text), source, names));
		}
	}

	private static void checkVariables(PropertySource<?> source, SettingNames names, SortedSet<String> unknown) {
		SortedSet<String> foreign = new TreeSet<>();
		// Kubernetes and Docker set FEISHU_INTERVIEWS_SERVICE_HOST,
		// FEISHU_INTERVIEWS_PORT
		// and others for a service of that name
		Set<String> services = names(source).stream()
			.filter((variable) -> variable.endsWith("_SERVICE_HOST"))
			.map((variable) -> variable.substring(0, variable.length() - "_SERVICE_HOST".length()))
			.collect(Collectors.toSet());
		for (String variable : names(source)) {
			if (variable.contains(".")) {
				// Kubernetes allows such names, and Spring Boot reads them as it reads
				// others
				checkName(variable, source, names, unknown);
				continue;
			}
			boolean interviews = variable.toUpperCase(Locale.ROOT).startsWith("INTERVIEWS_");
			boolean feishu = variable.toUpperCase(Locale.ROOT).startsWith("FEISHU_");
			if ((!interviews && !feishu) || variable.equals(SECRET_FILE) || names.containsVariable(variable)
					|| services.stream().anyMatch((service) -> isServiceLink(variable, service))) {
				continue;
			}
			if (interviews || names.resembles(variable)) {
				unknown.add(describe(variable, null, source, names) + (names.isBelowKey(variable)
						? ". A variable cannot name a client whose ID has \"-\", \"_\" or \".\": set it in a file, on the command line, or as "
								+ "SPRING_APPLICATION_JSON={\"interviews.security.clients[<id>].scopes\":\"…\"}"
						: ""));
			}
			else {
				foreign.add(variable);
			}
		}
		if (!foreign.isEmpty()) {
			// other tools for Feishu use this prefix, too
			log.warn("The service ignores these environment variables, which are not settings: " + foreign);
		}
	}

	private static boolean isServiceLink(String variable, String service) {
		return variable.startsWith(service + "_SERVICE_") || variable.equals(service + "_PORT")
				|| variable.startsWith(service + "_PORT_");
	}

	private static String describe(String name, @Nullable Origin origin, PropertySource<?> source, SettingNames names) {
		return "%s (in %s); the closest is %s".formatted(name, (origin != null) ? origin : source.getName(),
				names.closestTo(name));
	}

}
