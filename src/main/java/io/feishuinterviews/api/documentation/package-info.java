/**
 * The public documentation: the OpenAPI document, Swagger UI and the texts of labels.
 */
@NullMarked
package io.feishuinterviews.api.documentation;

import org.jspecify.annotations.NullMarked;
