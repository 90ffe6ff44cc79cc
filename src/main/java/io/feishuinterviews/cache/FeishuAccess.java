package io.feishuinterviews.cache;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.feishuinterviews.interview.JobLevelIdType;
import io.feishuinterviews.interview.TalentQuery;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.interview.UpstreamError;
import io.feishuinterviews.interview.UpstreamException;
import io.feishuinterviews.interview.UpstreamException.Kind;
import io.feishuinterviews.interview.UserIdType;
import org.jspecify.annotations.Nullable;

/**
 * Whether Feishu denies the app access to a tenant, which concerns all of its talents, or
 * only certain kinds of ID there. An outage does not change that.
 */
class FeishuAccess {

	private static final int MAX_SIZE = 10_000;

	/**
	 * How the scopes begin that give access to interviews. Others give access to certain
	 * kinds of ID, such as {@code contact:user.employee_id:readonly}.
	 */
	private static final String SCOPE_OF_INTERVIEWS = "hire:";

	private final Set<Denied> denied = ConcurrentHashMap.newKeySet();

	void granted(TalentQuery query) {
		this.denied.remove(Denied.all(query.talent().tenant()));
		this.denied.remove(Denied.kindsOfId(query));
	}

	/**
	 * Remember a denial. The failure of an earlier call, which is only repeated, is none:
	 * Feishu may have granted access since.
	 * @param query what Feishu was called for
	 * @param failure the failure
	 */
	void failed(TalentQuery query, UpstreamException failure) {
		if (failure.kind().isNegativeAnswer()) {
			granted(query);
		}
		else if (failure.kind() == Kind.FEISHU_ACCESS && !failure.isRepeated() && this.denied.size() < MAX_SIZE) {
			this.denied.add(concernsKindsOfId(failure.feishuError()) ? Denied.kindsOfId(query)
					: Denied.all(query.talent().tenant()));
		}
	}

	private static boolean concernsKindsOfId(UpstreamError error) {
		return !error.missingScopes().isEmpty()
				&& error.missingScopes().stream().noneMatch((scope) -> scope.startsWith(SCOPE_OF_INTERVIEWS));
	}

	/**
	 * Return whether Feishu denies access to an entry.
	 * @param entry the entry. A negative result is one for all kinds of ID
	 * @return whether Feishu denied it when it was last called
	 */
	boolean isDenied(CacheEntry entry) {
		return !this.denied.isEmpty() && (this.denied.contains(Denied.all(entry.talent().tenant()))
				|| (entry instanceof CacheEntry.Positive positive
						&& this.denied.contains(Denied.kindsOfId(positive.snapshot().query()))));
	}

	/**
	 * What Feishu denies.
	 *
	 * @param tenant the tenant
	 * @param userIdType the kind of ID for people, {@code null} for all
	 * @param jobLevelIdType the kind of ID for job levels, {@code null} for all
	 */
	private record Denied(Tenant tenant, @Nullable UserIdType userIdType, @Nullable JobLevelIdType jobLevelIdType) {

		static Denied all(Tenant tenant) {
			return new Denied(tenant, null, null);
		}

		static Denied kindsOfId(TalentQuery query) {
			return new Denied(query.talent().tenant(), query.userIdType(), query.jobLevelIdType());
		}

	}

}
