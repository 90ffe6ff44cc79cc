package io.feishuinterviews.representation;

import java.util.concurrent.Semaphore;
import java.util.function.Function;

import io.feishuinterviews.interview.InterviewSnapshot;

import org.springframework.stereotype.Component;

/**
 * Bounds the memory that rendering takes, which is about ten times Feishu's data: what is
 * rendered at once has at most as many bytes of data as a sixty-fourth of the heap, or is
 * one talent. Other threads wait, which takes them no longer than the processor would.
 */
@Component
public class RenderingLimit {

	private static final int UNIT = 1024;

	private final int permits = (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 64 / UNIT);

	private final Semaphore semaphore = new Semaphore(this.permits, true);

	/**
	 * Render a snapshot, when there is room.
	 * @param snapshot the snapshot
	 * @param render how
	 * @return the representation
	 */
	public Representation render(InterviewSnapshot snapshot, Function<InterviewSnapshot, Representation> render) {
		int size = Math.min(this.permits, snapshot.length() / UNIT);
		this.semaphore.acquireUninterruptibly(size);
		try {
			return render.apply(snapshot);
		}
		finally {
			this.semaphore.release(size);
		}
	}

}
