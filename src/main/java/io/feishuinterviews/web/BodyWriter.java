package io.feishuinterviews.web;

import java.io.IOException;
import java.io.InputStream;

import io.feishuinterviews.representation.Body;
import io.feishuinterviews.representation.ResponseMemory;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Writes a body with non-blocking I/O, at the speed of the client. No thread waits, and
 * each client uses one chunk of memory. Tomcat disconnects a client that reads nothing
 * for {@code server.tomcat.connection-timeout}.
 */
final class BodyWriter implements WriteListener {

	private static final Log log = LogFactory.getLog(BodyWriter.class);

	private static final int CHUNK = 16 * 1024;

	private final ResponseMemory.Lease memory;

	private final InputStream content;

	private final ServletOutputStream out;

	private final AsyncContext async;

	private boolean flushed;

	private boolean completed;

	private BodyWriter(Body.Stream body, ServletOutputStream out, AsyncContext async) {
		this.memory = body.memory();
		this.content = body.content().get();
		this.out = out;
		this.async = async;
	}

	/**
	 * Begin to write a body, and complete the response when it has been written.
	 * @param body the body
	 * @param request the request
	 * @param response its response, with all headers set
	 * @throws IOException if the client has gone
	 */
	static void write(Body.Stream body, HttpServletRequest request, HttpServletResponse response) throws IOException {
		ServletOutputStream out = response.getOutputStream();
		// Tomcat counts a time limit for a write from the connection's last one, which
		// may be the response to an earlier request
		response.flushBuffer();
		AsyncContext async = request.startAsync(request, response);
		// Tomcat's own time limit for writes is for clients that take nothing
		async.setTimeout(0);
		out.setWriteListener(new BodyWriter(body, out, async));
	}

	@Override
	public void onWritePossible() throws IOException {
		byte[] chunk = new byte[CHUNK];
		while (this.out.isReady()) {
			int length = this.content.readNBytes(chunk, 0, CHUNK);
			if (length > 0) {
				this.out.write(chunk, 0, length);
			}
			else if (!this.flushed) {
				// what is left to be flushed on completion would block
				this.flushed = true;
				this.out.flush();
			}
			else {
				complete();
				return;
			}
		}
	}

	@Override
	public void onError(Throwable ex) {
		log.debug("A client disconnected or stopped reading", ex);
		complete();
	}

	private void complete() {
		if (this.completed) {
			return;
		}
		this.completed = true;
		try (this.memory; this.content) {
			this.async.complete();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
