/**
 * This service's Actuator endpoint: removes a talent from the cache.
 */
@NullMarked
package io.feishuinterviews.management;

import org.jspecify.annotations.NullMarked;
