/**
 * This service's own API: talents and batches of talents.
 */
@NullMarked
package io.feishuinterviews.api;

import org.jspecify.annotations.NullMarked;
