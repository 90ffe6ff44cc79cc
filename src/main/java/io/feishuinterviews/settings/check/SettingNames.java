package io.feishuinterviews.settings.check;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.core.ResolvableType;

/**
 * The names of this service's settings, such as
 * {@code interviews.security.clients.<id>.scopes}: those that the components of its
 * configuration properties have. Nested records are member classes, as for Spring Boot's
 * annotation processor; a record of its own is a value.
 */
class SettingNames {

	/**
	 * Stands for a key of a map.
	 */
	static final String KEY = "<id>";

	private static final Set<String> ROOTS = Set.of("feishu", "interviews");

	private final SortedSet<String> names = new TreeSet<>();

	private final Set<String> lists = new HashSet<>();

	private final Set<String> prefixes = new HashSet<>(ROOTS);

	/**
	 * The keys of maps that files, the command line and the like have.
	 */
	private final Set<String> keys = new HashSet<>();

	SettingNames(Map<String, Class<?>> properties) {
		properties.forEach((prefix, type) -> {
			this.prefixes.add(prefix);
			addComponents(prefix, type);
		});
	}

	private void addComponents(String prefix, Class<?> type) {
		for (RecordComponent component : type.getRecordComponents()) {
			String name = prefix + "." + DataObjectPropertyName.toDashedForm(component.getName());
			ResolvableType componentType = ResolvableType.forMethodReturnType(component.getAccessor());
			if (Map.class.isAssignableFrom(componentType.toClass())) {
				this.prefixes.add(name);
				addComponents(name + "." + KEY, componentType.getGeneric(1).toClass());
			}
			else if (componentType.toClass().isRecord() && componentType.toClass().isMemberClass()) {
				this.prefixes.add(name);
				addComponents(name, componentType.toClass());
			}
			else {
				this.names.add(name);
				if (Collection.class.isAssignableFrom(componentType.toClass())) {
					this.lists.add(name);
				}
			}
		}
	}

	static boolean isUnderRoot(ConfigurationPropertyName name) {
		return name.getNumberOfElements() > 0 && ROOTS.contains(name.getElement(0, Form.UNIFORM));
	}

	/**
	 * Return all names.
	 */
	SortedSet<String> all() {
		return this.names;
	}

	/**
	 * Return whether a setting has this name, or whether it is the prefix of settings.
	 * @param name the name, in any form that Spring Boot accepts
	 * @param empty whether it has no value, which a prefix may have in YAML
	 */
	boolean contains(ConfigurationPropertyName name, boolean empty) {
		return (empty && isOneOf(this.prefixes, name)) || isOneOf(this.names, name)
				|| (name.isLastElementIndexed() && isOneOf(this.lists, name.getParent()));
	}

	private static boolean isOneOf(Set<String> known, ConfigurationPropertyName name) {
		return known.stream().anyMatch((candidate) -> {
			String[] elements = candidate.split("\\.", -1);
			return elements.length == name.getNumberOfElements() && IntStream.range(0, elements.length)
				.allMatch((i) -> elements[i].equals(KEY)
						|| normalize(elements[i]).equals(name.getElement(i, Form.UNIFORM)));
		});
	}

	/**
	 * Add a key of a map, which environment variables may then contain, too.
	 * @param name the name of a setting
	 */
	void addKey(ConfigurationPropertyName name) {
		for (String known : this.names) {
			int key = List.of(known.split("\\.")).indexOf(KEY);
			if (key >= 0 && isOneOf(Set.of(known), name)) {
				this.keys.add(name.getElement(key, Form.DASHED));
			}
		}
	}

	/**
	 * Return whether Spring Boot binds an environment variable to a setting. The key of a
	 * map is one element there, or a key that is known from elsewhere.
	 * @param variable the name of the variable
	 */
	boolean containsVariable(String variable) {
		return this.names.stream().anyMatch((name) -> {
			String index = this.lists.contains(name) ? "(_\\d+_?)?" : "";
			return Pattern.compile(variable(name, "", "[^_]+") + index, Pattern.CASE_INSENSITIVE)
				.matcher(variable)
				.matches() || variable.matches(variable(name, "_", "[^_]+") + index)
					|| this.keys.stream().anyMatch((key) -> variable.matches(variable(name, "_", key) + index));
		});
	}

	/**
	 * Return whether an environment variable looks like a setting below the key of a map.
	 */
	boolean isBelowKey(String variable) {
		return this.names.stream()
			.filter((name) -> name.contains(KEY))
			.anyMatch((name) -> variable.matches(variable(name, "_?", ".+") + "(_\\d+_?)?"));
	}

	private static String variable(String name, String dash, String key) {
		String upper = name.replace(KEY, "\0").toUpperCase(Locale.ROOT).replace("-", dash).replace('.', '_');
		return upper.replace("\0", key.matches("[\\w-]+") ? key.toUpperCase(Locale.ROOT).replace("-", dash) : key);
	}

	/**
	 * Return the name of the setting that is spelt most like another name.
	 */
	String closestTo(String name) {
		return this.names.stream().min(Comparator.comparingInt((known) -> distance(known, name))).orElseThrow();
	}

	/**
	 * Return whether a name may be a misspelt setting: no more than one letter in three
	 * of what follows the root differs.
	 */
	boolean resembles(String name) {
		String closest = closestTo(name);
		return distance(closest, name) * 3 < normalize(closest.substring(closest.indexOf('.'))).length() + 1;
	}

	/**
	 * The Levenshtein distance: how many letters to insert, delete or replace.
	 */
	private static int distance(String known, String name) {
		String left = normalize(known.replace(KEY, ""));
		String right = normalize(name);
		int[] previous = new int[right.length() + 1];
		for (int i = 0; i <= left.length(); i++) {
			int[] current = new int[right.length() + 1];
			for (int j = 0; j <= right.length(); j++) {
				if (i == 0 || j == 0) {
					current[j] = i + j;
				}
				else {
					int replaced = previous[j - 1] + ((left.charAt(i - 1) != right.charAt(j - 1)) ? 1 : 0);
					current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
				}
			}
			previous = current;
		}
		return previous[right.length()];
	}

	private static String normalize(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
	}

}
