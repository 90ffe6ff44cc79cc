/**
 * Whether Feishu is called for a tenant of a store app.
 */
@NullMarked
package io.feishuinterviews.feishu.tenant;

import org.jspecify.annotations.NullMarked;
