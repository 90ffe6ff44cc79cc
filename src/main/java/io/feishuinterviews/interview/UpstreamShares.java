package io.feishuinterviews.interview;

/**
 * How many of the calls that Feishu allows each client may cause.
 */
@FunctionalInterface
public interface UpstreamShares {

	/**
	 * Every client may cause all calls.
	 */
	UpstreamShares UNLIMITED = (client) -> 100;

	/**
	 * Return the share of a client.
	 * @param client the ID of the client, as in a {@link Demand}
	 * @return a percentage, from 1 to 100
	 */
	int percentOf(String client);

}
