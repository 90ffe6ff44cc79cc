package io.feishuinterviews.security.key;

/**
 * The tenant of a caller is not set, or set where there is only one.
 */
final class TenantSettingException extends RuntimeException {

	TenantSettingException(String violation) {
		super(violation);
	}

}
