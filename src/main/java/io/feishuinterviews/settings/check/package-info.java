/**
 * Checks the settings at start, before anything else uses them, and reads them again
 * while the service runs.
 */
@NullMarked
package io.feishuinterviews.settings.check;

import org.jspecify.annotations.NullMarked;
