package io.feishuinterviews.interview;

/**
 * The kind of ID that Feishu uses for people in its responses. The constants are spelled
 * as Feishu spells them, in upper case.
 */
public enum UserIdType {

	/**
	 * A user's ID within one app; Feishu's default.
	 */
	OPEN_ID,

	/**
	 * A user's ID across the apps of one developer.
	 */
	UNION_ID,

	/**
	 * A user's ID within the tenant; the app needs the scope
	 * {@code contact:user.employee_id:readonly}.
	 */
	USER_ID,

	/**
	 * A user's ID in Feishu People, for tenants of its earlier edition.
	 */
	PEOPLE_ADMIN_ID

}
