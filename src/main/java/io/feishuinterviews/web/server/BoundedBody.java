package io.feishuinterviews.web.server;

import java.io.IOException;

import io.feishuinterviews.interview.FailureText;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * A request whose body is counted as it is read. Beyond the limit, reading fails with 413
 * (Content Too Large).
 */
final class BoundedBody extends HttpServletRequestWrapper {

	private final int limit;

	private @Nullable ServletInputStream body;

	BoundedBody(HttpServletRequest request, int limit) {
		super(request);
		this.limit = limit;
	}

	/**
	 * Return the exception for a body that is too large.
	 * @param limit how many bytes it may have
	 * @return the exception
	 */
	static ErrorResponseException tooLarge(int limit) {
		FailureText text = FailureText.of("request-too-large", limit);
		return new ErrorResponseException(HttpStatus.CONTENT_TOO_LARGE,
				ProblemDetail.forStatus(HttpStatus.CONTENT_TOO_LARGE), null, text.getCodes()[0], text.getArguments());
	}

	@Override
	public ServletInputStream getInputStream() throws IOException {
		if (this.body == null) {
			this.body = new Counting(super.getInputStream(), this.limit);
		}
		return this.body;
	}

	/**
	 * Counts the bytes of a body.
	 */
	private static final class Counting extends ServletInputStream {

		private final ServletInputStream body;

		private final int limit;

		private long count;

		Counting(ServletInputStream body, int limit) {
			this.body = body;
			this.limit = limit;
		}

		@Override
		public int read() throws IOException {
			int next = this.body.read();
			count((next < 0) ? 0 : 1);
			return next;
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			int read = this.body.read(bytes, offset, length);
			count(Math.max(read, 0));
			return read;
		}

		private void count(int read) {
			this.count += read;
			if (this.count > this.limit) {
				throw tooLarge(this.limit);
			}
		}

		@Override
		public int available() throws IOException {
			return this.body.available();
		}

		@Override
		public boolean isFinished() {
			return this.body.isFinished();
		}

		@Override
		public boolean isReady() {
			return this.body.isReady();
		}

		@Override
		public void setReadListener(ReadListener listener) {
			this.body.setReadListener(listener);
		}

	}

}
