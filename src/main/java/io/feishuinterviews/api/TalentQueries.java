package io.feishuinterviews.api;

import java.util.List;

import io.feishuinterviews.interview.TalentQuery;

/**
 * What is asked of several talents at once.
 *
 * @param queries one for each talent, in the order asked
 */
record TalentQueries(List<TalentQuery> queries) {

}
