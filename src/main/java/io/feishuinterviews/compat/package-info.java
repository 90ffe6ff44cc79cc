/**
 * What Feishu's official SDKs take for Feishu: its two calls, its envelope, its error
 * codes.
 */
@NullMarked
package io.feishuinterviews.compat;

import org.jspecify.annotations.NullMarked;
