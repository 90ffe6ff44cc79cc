/**
 * How packages declare the bounds of their settings, and use settings that change.
 */
@NullMarked
package io.feishuinterviews.settings;

import org.jspecify.annotations.NullMarked;
