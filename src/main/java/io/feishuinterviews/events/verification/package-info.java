/**
 * Verifies that a request is an event of Feishu, and decrypts it.
 */
@NullMarked
package io.feishuinterviews.events.verification;

import org.jspecify.annotations.NullMarked;
