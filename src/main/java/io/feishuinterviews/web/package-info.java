/**
 * HTTP that all APIs share: responses, cache headers and request IDs.
 */
@NullMarked
package io.feishuinterviews.web;

import org.jspecify.annotations.NullMarked;
