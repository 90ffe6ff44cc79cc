/**
 * The OpenAPI document and Swagger UI.
 */
@NullMarked
package io.feishuinterviews.api.documentation;

import org.jspecify.annotations.NullMarked;
