/**
 * HTTP that all APIs share: request preferences, cache headers, request IDs, CORS.
 */
@NullMarked
package io.feishuinterviews.web;

import org.jspecify.annotations.NullMarked;
