/**
 * HTTP: what is asked, how it is represented, and what is said when it cannot be had.
 */
@NullMarked
package io.feishuinterviews.api;

import org.jspecify.annotations.NullMarked;
