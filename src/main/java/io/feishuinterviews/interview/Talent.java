package io.feishuinterviews.interview;

import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A talent of a tenant. Two tenants may have talents with the same ID.
 *
 * @param tenant the tenant
 * @param id the talent's ID in Feishu Hire
 */
public record Talent(Tenant tenant, String id) {

	/**
	 * What a talent's ID looks like.
	 */
	public static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

	/**
	 * Neither keys of tenants nor IDs of talents contain it.
	 */
	private static final String SEPARATOR = "/";

	public Talent {
		Assert.isTrue(ID.matcher(id).matches(), "no talent ID");
	}

	/**
	 * Return a unique key of the talent.
	 * @return the talent's ID, after the key of its tenant unless that is
	 * {@link Tenant#OWN}
	 */
	public String key() {
		return this.tenant.isOwn() ? this.id : this.tenant.key() + SEPARATOR + this.id;
	}

	/**
	 * Return the talent with a key.
	 * @param key what {@link #key()} returns
	 * @return the talent, {@code null} for any other text
	 */
	public static @Nullable Talent ofKey(String key) {
		int separator = key.indexOf(SEPARATOR);
		String tenant = key.substring(0, Math.max(separator, 0));
		String id = key.substring(separator + 1);
		boolean valid = ID.matcher(id).matches() && (separator < 0 || Tenant.KEY.matcher(tenant).matches());
		return valid ? new Talent(new Tenant(tenant), id) : null;
	}

}
