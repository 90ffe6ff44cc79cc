/**
 * What this service promises: a talent's interviews as flat records, and the port through
 * which they are asked for.
 */
@NullMarked
package io.feishuinterviews.interview;

import org.jspecify.annotations.NullMarked;
