/**
 * Who calls, with which scopes, how often, and the record of it.
 */
@NullMarked
package io.feishuinterviews.security;

import org.jspecify.annotations.NullMarked;
