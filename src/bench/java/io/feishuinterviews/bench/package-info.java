/**
 * Measures the service. Run by {@code src/bench/run}.
 */
@NullMarked
package io.feishuinterviews.bench;

import org.jspecify.annotations.NullMarked;
