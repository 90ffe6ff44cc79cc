/**
 * Hands each event to its handler, once.
 */
@NullMarked
package io.feishuinterviews.events.dispatch;

import org.jspecify.annotations.NullMarked;
