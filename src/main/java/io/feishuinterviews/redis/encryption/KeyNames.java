package io.feishuinterviews.redis.encryption;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

import io.feishuinterviews.hash.Sha256;
import io.feishuinterviews.interview.Application;
import io.feishuinterviews.interview.Talent;
import io.feishuinterviews.interview.Tenant;

/**
 * The names of keys in Redis. Those of a talent are HMACs, so that they do not reveal the
 * talent's ID or its tenant. The braces make all keys of a talent, or of a purpose,
 * belong to one hash slot.
 */
public final class KeyNames {

	/**
	 * What all names begin with.
	 */
	public static final String PREFIX = "feishu-interviews:";

	/**
	 * 128 bits suffice to distinguish talents.
	 */
	private static final int LENGTH = 16;

	private final String app;

	private final List<byte[]> secrets;

	KeyNames(String appId, List<EncryptionKey> keys) {
		this.app = text(Sha256.of(appId));
		this.secrets = keys.stream().map((key) -> key.derive("name " + appId)).toList();
	}

	/**
	 * Return the name under which a talent's data is written and read.
	 * @param talent the talent
	 * @return a prefix of key names
	 */
	public String ofTalent(Talent talent) {
		return name(this.secrets.get(0), talent.key());
	}

	/**
	 * Return all names under which a talent's data may be stored: an instance whose first
	 * encryption key is another one writes under another name.
	 * @param talent the talent
	 * @return prefixes of key names, one for each encryption key
	 */
	public List<String> allOfTalent(Talent talent) {
		return this.secrets.stream().map((secret) -> name(secret, talent.key())).toList();
	}

	/**
	 * Return the name under which what is known of a tenant is written.
	 * @param tenant the tenant
	 * @return a prefix of key names
	 */
	public String ofTenant(Tenant tenant) {
		return allOfTenant(tenant).get(0);
	}

	/**
	 * Return all names under which what is known of a tenant may be stored.
	 * @param tenant the tenant
	 * @return prefixes of key names, one for each encryption key
	 */
	public List<String> allOfTenant(Tenant tenant) {
		// no talent has a colon in its ID
		return this.secrets.stream().map((secret) -> name(secret, tenant.key() + ":")).toList();
	}

	/**
	 * Return the name under which the talents of an application are written.
	 * @param application the application
	 * @return a key name
	 */
	public String ofApplication(Application application) {
		return allOfApplication(application).get(0);
	}

	/**
	 * Return all names under which the talents of an application may be stored.
	 * @param application the application
	 * @return key names, one for each encryption key
	 */
	public List<String> allOfApplication(Application application) {
		// no talent has a space in its ID
		return this.secrets.stream().map((secret) -> name(secret, "application " + application.key())).toList();
	}

	/**
	 * Return the name that stands for an event.
	 * @param id the ID of the event
	 * @return a key name
	 */
	public String ofEvent(String id) {
		// no talent's ID begins like this
		return name(this.secrets.get(0), "event " + id);
	}

	/**
	 * Return a name that is not about a talent. It depends on the app's ID only, so it is
	 * the same for all instances, whatever their encryption keys are.
	 * @param purpose what the data is for
	 * @return a key name, or a prefix of several
	 */
	public String common(String purpose) {
		return PREFIX + "{" + this.app + ":" + purpose + "}";
	}

	/**
	 * Return a name for what is about a tenant. It is an HMAC, and so the same for all
	 * instances with the same first encryption key.
	 * @param purpose what the data is for
	 * @param tenant the tenant
	 * @return a key name, or a prefix of several
	 */
	public String ofTenant(String purpose, Tenant tenant) {
		// no talent has a space in its ID
		return name(this.secrets.get(0), purpose + " of " + tenant.key());
	}

	/**
	 * Return by how many encryption keys instances may name the same data: while keys are
	 * replaced, the first one is not the same for all of them.
	 * @return the number of keys
	 */
	public int keys() {
		return this.secrets.size();
	}

	private static String name(byte[] secret, String key) {
		return PREFIX + "{" + text(EncryptionKey.hmac(secret, key.getBytes(StandardCharsets.UTF_8))) + "}";
	}

	private static String text(byte[] hash) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, LENGTH));
	}

}
