package io.feishuinterviews.web.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.feishuinterviews.interview.FailureText;
import io.feishuinterviews.representation.OverloadedException;
import io.feishuinterviews.web.InvalidParameter;
import io.feishuinterviews.web.InvalidRequestException;
import io.feishuinterviews.web.server.BoundedBodyReader.BodyCallback;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import org.slf4j.MDC;

import org.springframework.web.ErrorResponseException;

/**
 * Reads a body as it arrives, and calls back once: when the body is complete, too large
 * or too slow.
 */
final class BodyListener implements ReadListener, AsyncListener {

	private final ByteArrayOutputStream read = new ByteArrayOutputStream(256);

	private final AtomicBoolean completed = new AtomicBoolean();

	private final AtomicInteger held = new AtomicInteger();

	private final ServletInputStream body;

	private final AsyncContext async;

	private final BodyCallback callback;

	private final int maxSize;

	private final Semaphore memory;

	/**
	 * The request ID: its filter has removed it by the time of completion.
	 */
	private final Map<String, String> ids = Objects.requireNonNullElse(MDC.getCopyOfContextMap(), Map.of());

	BodyListener(ServletInputStream body, AsyncContext async, BodyCallback callback, int maxSize, Semaphore memory) {
		this.body = body;
		this.async = async;
		this.callback = callback;
		this.maxSize = maxSize;
		this.memory = memory;
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
			if (this.read.size() + length > this.maxSize) {
				fail(BoundedBody.tooLarge(this.maxSize));
				return;
			}
			if (!this.memory.tryAcquire(length)) {
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
		complete(() -> this.callback.complete(this.read.toByteArray()));
	}

	@Override
	public void onTimeout(AsyncEvent event) throws IOException {
		fail(new InvalidRequestException(InvalidParameter.BODY, FailureText.of("body-unreadable")));
	}

	private void release() {
		this.memory.release(this.held.getAndSet(0));
	}

	private void fail(Exception reason) throws IOException {
		complete(() -> this.callback.fail(reason));
	}

	private void complete(ResponseWriter response) throws IOException {
		if (this.completed.compareAndSet(false, true)) {
			MDC.setContextMap(this.ids);
			try {
				response.write();
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
		// onError(Throwable) handles failures
	}

	@Override
	public void onComplete(AsyncEvent event) {
		// the response is complete
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// happens once only
	}

	@FunctionalInterface
	private interface ResponseWriter {

		void write() throws IOException;

	}

}
