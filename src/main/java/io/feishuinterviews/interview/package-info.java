/**
 * The domain: interviews as flat records, and the port that provides them.
 */
@NullMarked
package io.feishuinterviews.interview;

import org.jspecify.annotations.NullMarked;
