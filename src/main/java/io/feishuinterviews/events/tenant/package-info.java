/**
 * What Feishu's events tell of the tenants of a store app.
 */
@NullMarked
package io.feishuinterviews.events.tenant;

import org.jspecify.annotations.NullMarked;
