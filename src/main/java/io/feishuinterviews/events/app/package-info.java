/**
 * Feishu's events about a store app itself: its ticket, and its tenants.
 */
@NullMarked
package io.feishuinterviews.events.app;

import org.jspecify.annotations.NullMarked;
