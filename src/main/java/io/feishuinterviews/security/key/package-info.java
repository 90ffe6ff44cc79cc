/**
 * API keys: the clients that have them, and what the keys allow.
 */
@NullMarked
package io.feishuinterviews.security.key;

import org.jspecify.annotations.NullMarked;
