/**
 * A snapshot's representations (RFC 9110): bytes, entity tags, and the memory they take.
 */
@NullMarked
package io.feishuinterviews.representation;

import org.jspecify.annotations.NullMarked;
