/**
 * A talent's snapshot, and how fresh it is.
 */
@NullMarked
package io.feishuinterviews.cache;

import org.jspecify.annotations.NullMarked;
