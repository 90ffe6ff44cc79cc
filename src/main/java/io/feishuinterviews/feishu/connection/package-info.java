/**
 * Feishu's address, the app's credentials, and the connections and proxy on the way.
 */
@NullMarked
package io.feishuinterviews.feishu.connection;

import org.jspecify.annotations.NullMarked;
