/**
 * Errors as RFC 9457 problems, from one catalogue.
 */
@NullMarked
package io.feishuinterviews.web.problem;

import org.jspecify.annotations.NullMarked;
