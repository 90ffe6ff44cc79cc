package io.feishuinterviews.api;

import java.util.List;

/**
 * The interviews of many talents.
 *
 * @param results One for each talent, in the order asked, duplicates once.
 */
record BatchResults(List<BatchResult> results) {

}
