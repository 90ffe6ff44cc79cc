package io.feishuinterviews.compat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Reads a small body from an unauthenticated client with non-blocking I/O, limited in
 * size and time.
 */
final class BoundedBodyReader {

	private static final int MAX_SIZE = 8 * 1024;

	private static final byte[] EMPTY = {};

	private final Duration timeout;

	BoundedBodyReader(Duration timeout) {
		this.timeout = timeout;
	}

	/**
	 * Read a request's body, and have it answered.
	 * @param request the request
	 * @param response its answer
	 * @param callback answers, given the body; nothing if it is too large or comes too
	 * slowly
	 * @throws IOException if the client has gone
	 */
	void read(HttpServletRequest request, HttpServletResponse response, BodyCallback callback) throws IOException {
		if (request.getContentLengthLong() > MAX_SIZE) {
			callback.complete(EMPTY);
			return;
		}
		// of a body without a length, what has been read is counted
		ServletInputStream body = request.getInputStream();
		AsyncContext async = request.startAsync(request, response);
		async.setTimeout(this.timeout.toMillis());
		BodyListener listener = new BodyListener(body, async, callback);
		async.addListener(listener);
		body.setReadListener(listener);
	}

	/**
	 * What is done with a body.
	 */
	@FunctionalInterface
	interface BodyCallback {

		void complete(byte[] body) throws IOException;

	}

	private static final class BodyListener implements ReadListener, AsyncListener {

		private final ByteArrayOutputStream read = new ByteArrayOutputStream(256);

		private final AtomicBoolean completed = new AtomicBoolean();

		private final ServletInputStream body;

		private final AsyncContext async;

		private final BodyCallback callback;

		BodyListener(ServletInputStream body, AsyncContext async, BodyCallback callback) {
			this.body = body;
			this.async = async;
			this.callback = callback;
		}

		@Override
		public void onDataAvailable() throws IOException {
			byte[] some = new byte[1024];
			while (!this.completed.get() && this.body.isReady()) {
				int length = this.body.read(some);
				if (length < 0) {
					return;
				}
				if (this.read.size() + length > MAX_SIZE) {
					complete(EMPTY);
					return;
				}
				this.read.write(some, 0, length);
			}
		}

		@Override
		public void onAllDataRead() throws IOException {
			complete(this.read.toByteArray());
		}

		@Override
		public void onTimeout(AsyncEvent event) throws IOException {
			complete(EMPTY);
		}

		private void complete(byte[] body) throws IOException {
			if (this.completed.compareAndSet(false, true)) {
				this.callback.complete(body);
				this.async.complete();
			}
		}

		@Override
		public void onError(Throwable ex) {
			// the client has gone
			if (this.completed.compareAndSet(false, true)) {
				this.async.complete();
			}
		}

		@Override
		public void onError(AsyncEvent event) {
			// the same
		}

		@Override
		public void onComplete(AsyncEvent event) {
			// has been answered
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
			// happens once only
		}

	}

}
