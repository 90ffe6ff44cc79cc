/**
 * A simulation of several instances, whose results are in docs/scaling.md.
 */
@NullMarked
package io.feishuinterviews.scaling;

import org.jspecify.annotations.NullMarked;
