/**
 * JWTs of an identity provider.
 */
@NullMarked
package io.feishuinterviews.security.jwt;

import org.jspecify.annotations.NullMarked;
