package io.feishuinterviews.feishu.payload;

/**
 * A numeric code of one of Feishu's code lists.
 *
 * @param code the code in decimal digits, documented or not
 */
public record NumericCode(String code) {

}
