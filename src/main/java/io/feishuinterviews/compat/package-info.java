/**
 * Feishu's API for its official SDKs: get_by_talent, the requests for tokens, the
 * envelope, and the error codes.
 */
@NullMarked
package io.feishuinterviews.compat;

import org.jspecify.annotations.NullMarked;
