package io.feishuinterviews.interview;

/**
 * Who picks the time of an interview: the values known of
 * {@code arrangement_appointment_kind}.
 */
public enum AppointmentKind {

	/**
	 * 直接安排.
	 */
	DIRECT,

	/**
	 * 自助约面.
	 */
	SELF_SERVICE

}
