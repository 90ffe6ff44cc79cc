/**
 * Authentication, scopes, rate limits and the audit log.
 */
@NullMarked
package io.feishuinterviews.security;

import org.jspecify.annotations.NullMarked;
