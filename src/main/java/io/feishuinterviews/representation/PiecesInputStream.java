package io.feishuinterviews.representation;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Reads pieces one after the other. Each is opened when it is its turn;
 * {@link java.io.SequenceInputStream} would open those left when it is closed, too.
 */
class PiecesInputStream extends InputStream {

	private final Iterator<Supplier<InputStream>> pieces;

	private @Nullable InputStream piece;

	PiecesInputStream(List<Supplier<InputStream>> pieces) {
		this.pieces = pieces.iterator();
	}

	@Override
	public int read() throws IOException {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : Byte.toUnsignedInt(one[0]);
	}

	@Override
	public int read(byte[] bytes, int offset, int length) throws IOException {
		while (true) {
			if (this.piece != null) {
				int count = this.piece.read(bytes, offset, length);
				if (count >= 0) {
					return count;
				}
				close();
			}
			if (!this.pieces.hasNext()) {
				return -1;
			}
			this.piece = this.pieces.next().get();
		}
	}

	@Override
	public void close() throws IOException {
		if (this.piece != null) {
			this.piece.close();
			this.piece = null;
		}
	}

}
