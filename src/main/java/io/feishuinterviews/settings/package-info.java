/**
 * Checks the settings at start, before anything else uses them.
 */
@NullMarked
package io.feishuinterviews.settings;

import org.jspecify.annotations.NullMarked;
