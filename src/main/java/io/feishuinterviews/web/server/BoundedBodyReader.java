package io.feishuinterviews.web.server;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Semaphore;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Reads a small body from an unauthenticated client with non-blocking I/O, limited in
 * size and time.
 */
public final class BoundedBodyReader {

	/**
	 * How much of the heap all bodies may take that are being read.
	 */
	private static final int HEAP_SHARE = 32;

	private final int maxSize;

	private final Duration timeout;

	private final Semaphore memory = new Semaphore(
			(int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / HEAP_SHARE));

	/**
	 * Create a reader.
	 * @param maxSize how many bytes a body may have
	 * @param timeout how long it may take
	 */
	public BoundedBodyReader(int maxSize, Duration timeout) {
		this.maxSize = maxSize;
		this.timeout = timeout;
	}

	/**
	 * Read the body of a request.
	 * @param request the request
	 * @param response its response
	 * @param callback writes the response
	 * @throws IOException if the client has gone
	 */
	public void read(HttpServletRequest request, HttpServletResponse response, BodyCallback callback)
			throws IOException {
		if (request.getContentLengthLong() > this.maxSize) {
			callback.fail(BoundedBody.tooLarge(this.maxSize));
			return;
		}
		// of a body without a length, what has been read is counted
		ServletInputStream body = request.getInputStream();
		AsyncContext async = request.startAsync(request, response);
		async.setTimeout(this.timeout.toMillis());
		BodyListener listener = new BodyListener(body, async, callback, this.maxSize, this.memory);
		async.addListener(listener);
		body.setReadListener(listener);
	}

	/**
	 * Writes the response of a request.
	 */
	public interface BodyCallback {

		/**
		 * Write the response to a complete body.
		 * @param body the whole body
		 * @throws IOException if the client has gone
		 */
		void complete(byte[] body) throws IOException;

		/**
		 * Write the response without the body.
		 * @param reason why it was not read: it is too large, or comes too slowly
		 * @throws IOException if the client has gone
		 */
		void fail(Exception reason) throws IOException;

	}

}
