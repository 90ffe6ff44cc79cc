package io.feishuinterviews.representation;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

import org.springframework.stereotype.Component;

/**
 * Limits the memory for rendering, which needs about ten times the size of Feishu's data.
 * Concurrent renderings process at most a sixty-fourth of the heap in data, or one
 * talent. Other threads wait.
 */
@Component
public class RenderingLimit {

	private static final int UNIT = 1024;

	private final int permits = (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 64 / UNIT);

	private final Semaphore semaphore = new Semaphore(this.permits, true);

	/**
	 * Render a snapshot, when there is room.
	 * @param length the length of Feishu's data in bytes
	 * @param render how
	 * @return the representation
	 */
	public Representation render(int length, Supplier<Representation> render) {
		int size = Math.min(this.permits, length / UNIT);
		this.semaphore.acquireUninterruptibly(size);
		try {
			return render.get();
		}
		finally {
			this.semaphore.release(size);
		}
	}

}
