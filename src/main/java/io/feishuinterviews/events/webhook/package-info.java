/**
 * The URL to which Feishu sends events.
 */
@NullMarked
package io.feishuinterviews.events.webhook;

import org.jspecify.annotations.NullMarked;
