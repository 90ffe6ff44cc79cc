package io.feishuinterviews.security.caller;

import io.feishuinterviews.interview.Tenancy;
import io.feishuinterviews.interview.Tenant;
import org.jspecify.annotations.Nullable;

import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/**
 * The tenants of callers. A caller belongs to one tenant by its credentials; nothing else
 * of a request can name another.
 */
public final class CallerTenants {

	private final Tenancy tenancy;

	private final String claim;

	private final @Nullable Tenant anonymous;

	/**
	 * Create the tenants of callers.
	 * @param tenancy how many tenants there are
	 * @param claim the claim of a JWT that names its tenant
	 * @param anonymous the tenant of callers without credentials
	 */
	public CallerTenants(Tenancy tenancy, String claim, @Nullable Tenant anonymous) {
		this.tenancy = tenancy;
		this.claim = claim;
		this.anonymous = anonymous;
	}

	/**
	 * Return the tenant of the caller of the current request.
	 * @return the tenant
	 * @throws AccessDeniedException if the caller belongs to none
	 */
	public Tenant current() {
		Tenant tenant = of(SecurityContextHolder.getContext().getAuthentication());
		if (tenant == null) {
			throw new AccessDeniedException("no tenant");
		}
		return tenant;
	}

	/**
	 * Return the tenant of a caller.
	 * @param authentication the caller
	 * @return the tenant, {@code null} if the caller belongs to none
	 */
	public @Nullable Tenant of(@Nullable Authentication authentication) {
		if (this.tenancy == Tenancy.SINGLE) {
			return Tenant.OWN;
		}
		if (authentication instanceof CallerAuthentication caller) {
			return caller.tenant().isOwn() ? null : caller.tenant();
		}
		return (authentication instanceof AnonymousAuthenticationToken) ? this.anonymous : null;
	}

	/**
	 * Return the tenant that a JWT names.
	 * @param value the value of its claim
	 * @return the tenant, {@code null} if it is no {@code tenant_key}
	 */
	public @Nullable Tenant ofClaim(@Nullable Object value) {
		return this.tenancy.tenant((value instanceof String key) ? key : null);
	}

	/**
	 * Return the claim of a JWT that names its tenant.
	 * @return the name of the claim
	 */
	public String claim() {
		return this.claim;
	}

}
