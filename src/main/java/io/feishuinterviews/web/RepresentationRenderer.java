package io.feishuinterviews.web;

import java.util.function.Function;

import io.feishuinterviews.cache.CacheResult;
import io.feishuinterviews.interview.InterviewSnapshot;
import io.feishuinterviews.representation.RenderingLimit;
import io.feishuinterviews.representation.Representation;
import io.feishuinterviews.representation.RepresentationKey;

import org.springframework.stereotype.Component;

/**
 * Renders representations, each once.
 */
@Component
public class RepresentationRenderer {

	private final RenderingLimit limit;

	RepresentationRenderer(RenderingLimit limit) {
		this.limit = limit;
	}

	/**
	 * Return a representation of a snapshot.
	 * @param result the snapshot
	 * @param preferred the representation that a request prefers; a large one is kept
	 * compressed in any case
	 * @param head how many bytes of the content are not part of a batch
	 * @param content renders the content, not compressed
	 * @return the representation
	 */
	public Representation render(CacheResult result, RepresentationKey preferred, int head,
			Function<InterviewSnapshot, byte[]> content) {
		InterviewSnapshot snapshot = result.snapshot();
		boolean gzip = Representation.isKeptCompressed(snapshot, preferred.gzip());
		return result.representation(preferred.withGzip(gzip), () -> this.limit.render(snapshot.length(),
				() -> new Representation(content.apply(snapshot), head, gzip)));
	}

}
