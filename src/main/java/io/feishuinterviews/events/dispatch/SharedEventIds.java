package io.feishuinterviews.events.dispatch;

/**
 * Which events other instances handle or have handled. If that is unknown, no other
 * instance counts as handling them.
 */
interface SharedEventIds {

	/**
	 * There are no other instances.
	 */
	SharedEventIds NONE = new SharedEventIds() {

		@Override
		public boolean claim(String id) {
			return true;
		}

		@Override
		public void confirm(String id) {
			// there is no other instance
		}

	};

	/**
	 * Begin to handle an event. If this instance ends before it confirms that, another
	 * one may handle the event when Feishu repeats it.
	 * @param id the ID of the event
	 * @return whether no other instance handles it, or has handled it
	 */
	boolean claim(String id);

	/**
	 * Note that an event was handled.
	 * @param id the ID of the event
	 */
	void confirm(String id);

}
