/**
 * Hashes.
 */
@NullMarked
package io.feishuinterviews.hash;

import org.jspecify.annotations.NullMarked;
