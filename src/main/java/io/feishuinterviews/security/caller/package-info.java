/**
 * Who calls, and with which scopes.
 */
@NullMarked
package io.feishuinterviews.security.caller;

import org.jspecify.annotations.NullMarked;
