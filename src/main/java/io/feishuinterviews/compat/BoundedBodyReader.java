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

	private static final int LARGEST = 8 * 1024;

	private static final byte[] NOTHING = {};

	private final Duration patience;

	BoundedBodyReader(Duration patience) {
		this.patience = patience;
	}

	/**
	 * Read a request's body, and have it answered.
	 * @param request the request
	 * @param response its answer
	 * @param then answers, given the body; nothing if it is too large or comes too slowly
	 * @throws IOException if the client has gone
	 */
	void read(HttpServletRequest request, HttpServletResponse response, Then then) throws IOException {
		if (request.getContentLengthLong() > LARGEST) {
			then.answer(NOTHING);
			return;
		}
		// of a body without a length, what has been read is counted
		ServletInputStream body = request.getInputStream();
		AsyncContext async = request.startAsync(request, response);
		async.setTimeout(this.patience.toMillis());
		Reading reading = new Reading(body, async, then);
		async.addListener(reading);
		body.setReadListener(reading);
	}

	/**
	 * What is done with a body.
	 */
	@FunctionalInterface
	interface Then {

		void answer(byte[] body) throws IOException;

	}

	private static final class Reading implements ReadListener, AsyncListener {

		private final ByteArrayOutputStream read = new ByteArrayOutputStream(256);

		private final AtomicBoolean answered = new AtomicBoolean();

		private final ServletInputStream body;

		private final AsyncContext async;

		private final Then then;

		Reading(ServletInputStream body, AsyncContext async, Then then) {
			this.body = body;
			this.async = async;
			this.then = then;
		}

		@Override
		public void onDataAvailable() throws IOException {
			byte[] some = new byte[1024];
			while (!this.answered.get() && this.body.isReady()) {
				int length = this.body.read(some);
				if (length < 0) {
					return;
				}
				if (this.read.size() + length > LARGEST) {
					answer(NOTHING);
					return;
				}
				this.read.write(some, 0, length);
			}
		}

		@Override
		public void onAllDataRead() throws IOException {
			answer(this.read.toByteArray());
		}

		@Override
		public void onTimeout(AsyncEvent event) throws IOException {
			answer(NOTHING);
		}

		private void answer(byte[] body) throws IOException {
			if (this.answered.compareAndSet(false, true)) {
				this.then.answer(body);
				this.async.complete();
			}
		}

		@Override
		public void onError(Throwable ex) {
			// the client has gone
			if (this.answered.compareAndSet(false, true)) {
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
