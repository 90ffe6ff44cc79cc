/**
 * The app ticket of a store app: Feishu pushes it as an event, and the instances share
 * it.
 */
@NullMarked
package io.feishuinterviews.feishu.ticket;

import org.jspecify.annotations.NullMarked;
