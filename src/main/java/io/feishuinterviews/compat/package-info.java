/**
 * Feishu's API for its official SDKs: two calls, the envelope, the error codes.
 */
@NullMarked
package io.feishuinterviews.compat;

import org.jspecify.annotations.NullMarked;
