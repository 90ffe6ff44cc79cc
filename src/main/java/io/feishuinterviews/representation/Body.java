package io.feishuinterviews.representation;

import java.io.InputStream;
import java.util.function.Supplier;

/**
 * The body of a response.
 */
public sealed interface Body {

	/**
	 * No body.
	 */
	Body NONE = new Bytes(new byte[0]);

	/**
	 * Return the body's length.
	 * @return how many bytes it has
	 */
	long length();

	/**
	 * A body that is written at once.
	 *
	 * @param bytes the bytes, not to be changed
	 */
	record Bytes(byte[] bytes) implements Body {

		/**
		 * How long such a body may be, in bytes: together with the headers, as long as
		 * what Tomcat gathers before it writes.
		 */
		static final int MAX_LENGTH = 16 * 1024;

		@Override
		public long length() {
			return this.bytes.length;
		}

	}

	/**
	 * A body that is read while it is written.
	 *
	 * @param length how many bytes it has
	 * @param content opens the bytes, to be read without waiting for anything; to be
	 * closed
	 * @param memory what the body keeps in memory; to be closed when it has been written
	 */
	record Stream(long length, Supplier<InputStream> content, ResponseMemory.Lease memory) implements Body {

	}

}
