/**
 * Our own Actuator endpoint, and what a separate management port needs for it.
 */
@NullMarked
package io.feishuinterviews.management;

import org.jspecify.annotations.NullMarked;
