package io.feishuinterviews.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients that request one talent each, which is not cached, and do not wait for it.
 */
final class Crowd implements AutoCloseable {

	private final List<Socket> sockets = new ArrayList<>();

	Crowd(Server server, int clients) {
		try {
			for (int i = 0; i < clients; i++) {
				Socket socket = new Socket("127.0.0.1", server.port());
				socket.getOutputStream()
					.write("GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
						.formatted(Servers.TALENTS.replace("TALENT", "waiting-" + i), Servers.KEY)
						.getBytes(StandardCharsets.US_ASCII));
				this.sockets.add(socket);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		try {
			for (Socket socket : this.sockets) {
				socket.close();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
