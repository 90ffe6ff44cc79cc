/**
 * The service as a whole.
 */
@NullMarked
package io.feishuinterviews;

import org.jspecify.annotations.NullMarked;
