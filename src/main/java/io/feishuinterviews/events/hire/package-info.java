/**
 * What Feishu Hire's events mean for the cache.
 */
@NullMarked
package io.feishuinterviews.events.hire;

import org.jspecify.annotations.NullMarked;
