package io.feishuinterviews.api;

import java.util.List;

import io.feishuinterviews.interview.TalentQuery;

/**
 * The queries of a batch.
 *
 * @param queries one for each talent, in the order of the request
 */
record TalentQueries(List<TalentQuery> queries) {

}
