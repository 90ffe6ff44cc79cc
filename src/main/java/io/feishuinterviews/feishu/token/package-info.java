/**
 * Access tokens: of a custom app, and of a store app with its tenants.
 */
@NullMarked
package io.feishuinterviews.feishu.token;

import org.jspecify.annotations.NullMarked;
