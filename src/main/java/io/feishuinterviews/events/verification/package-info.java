/**
 * Whether a request is an event of Feishu's, and which one.
 */
@NullMarked
package io.feishuinterviews.events.verification;

import org.jspecify.annotations.NullMarked;
