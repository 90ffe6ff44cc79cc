package io.feishuinterviews.web.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.representation.OverloadedException;
import io.feishuinterviews.web.InvalidParameter;
import io.feishuinterviews.web.InvalidRequestException;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.slf4j.MDC;

import org.springframework.web.ErrorResponseException;

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
	 * Read a request's body, and have it answered.
	 * @param request the request
	 * @param response its answer
	 * @param callback answers
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
		BodyListener listener = new BodyListener(body, async, callback);
		async.addListener(listener);
		body.setReadListener(listener);
	}

	/**
	 * Answers a request.
	 */
	public interface BodyCallback {

		/**
		 * Answer, given the body.
		 * @param body the whole body
		 * @throws IOException if the client has gone
		 */
		void complete(byte[] body) throws IOException;

		/**
		 * Answer without the body.
		 * @param reason why it was not read: it is too large, or comes too slowly
		 * @throws IOException if the client has gone
		 */
		void fail(Exception reason) throws IOException;

	}

	private final class BodyListener implements ReadListener, AsyncListener {

		private final ByteArrayOutputStream read = new ByteArrayOutputStream(256);

		private final AtomicBoolean completed = new AtomicBoolean();

		private final AtomicInteger held = new AtomicInteger();

		private final ServletInputStream body;

		private final AsyncContext async;

		private final BodyCallback callback;

		/**
		 * The request ID: its filter has removed it by the time of completion.
		 */
		private final Map<String, String> ids = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());

		BodyListener(ServletInputStream body, AsyncContext async, BodyCallback callback) {
			this.body = body;
			this.async = async;
			this.callback = callback;
		}

		@Override
		public void onDataAvailable() throws IOException {
			byte[] some = new byte[1024];
			while (!this.completed.get() && this.body.isReady()) {
				int length;
				try {
					length = this.body.read(some);
				}
				catch (ErrorResponseException ex) {
					// the limit of all bodies
					fail(ex);
					return;
				}
				if (length < 0) {
					return;
				}
				if (this.read.size() + length > BoundedBodyReader.this.maxSize) {
					fail(BoundedBody.tooLarge(BoundedBodyReader.this.maxSize));
					return;
				}
				if (!BoundedBodyReader.this.memory.tryAcquire(length)) {
					fail(new OverloadedException(FailureText.of("request-bodies")));
					return;
				}
				this.held.addAndGet(length);
				this.read.write(some, 0, length);
			}
			if (this.completed.get()) {
				// the time limit may have passed in another thread meanwhile
				release();
			}
		}

		@Override
		public void onAllDataRead() throws IOException {
			answer(() -> this.callback.complete(this.read.toByteArray()));
		}

		@Override
		public void onTimeout(AsyncEvent event) throws IOException {
			fail(new InvalidRequestException(InvalidParameter.BODY, FailureText.of("body-unreadable")));
		}

		private void release() {
			BoundedBodyReader.this.memory.release(this.held.getAndSet(0));
		}

		private void fail(Exception reason) throws IOException {
			answer(() -> this.callback.fail(reason));
		}

		private void answer(Answer answer) throws IOException {
			if (this.completed.compareAndSet(false, true)) {
				MDC.setContextMap(this.ids);
				try {
					answer.send();
				}
				finally {
					MDC.clear();
					release();
				}
				this.async.complete();
			}
		}

		@Override
		public void onError(Throwable ex) {
			// the client has gone
			if (this.completed.compareAndSet(false, true)) {
				release();
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

	@FunctionalInterface
	private interface Answer {

		void send() throws IOException;

	}

}
