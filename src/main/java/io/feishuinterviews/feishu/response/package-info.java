/**
 * Feishu's HTTP responses: error codes, log IDs, odd bodies.
 */
@NullMarked
package io.feishuinterviews.feishu.response;

import org.jspecify.annotations.NullMarked;
