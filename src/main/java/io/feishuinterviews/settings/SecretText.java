package io.feishuinterviews.settings;

import java.util.regex.Pattern;

import org.springframework.util.Assert;

/**
 * The text of an ID or a secret of Feishu.
 */
public final class SecretText {

	private static final Pattern PRINTABLE_ASCII = Pattern.compile("[!-~]+");

	private SecretText() {
	}

	/**
	 * Return a text without the line end that files with secrets often have, which is no
	 * part of the secret.
	 * @param setting the name of the setting
	 * @param value its value
	 * @return the text
	 * @throws IllegalArgumentException if it has other characters than printable ASCII
	 */
	public static String withoutLineEnd(String setting, String value) {
		String line = value.replaceFirst("[\r\n]+$", "");
		Assert.isTrue(PRINTABLE_ASCII.matcher(line).matches(),
				() -> setting + " must be printable ASCII characters, without spaces");
		return line;
	}

}
