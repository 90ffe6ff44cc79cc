/**
 * The audit log: one line per access.
 */
@NullMarked
package io.feishuinterviews.audit;

import org.jspecify.annotations.NullMarked;
