package io.feishuinterviews.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Clients that make one request each, and read nothing of the response.
 */
final class SilentClients implements AutoCloseable {

	private final List<Socket> sockets = new ArrayList<>();

	/**
	 * Make the requests.
	 * @param server where they go
	 * @param clients how many clients there are
	 * @param path the path of each client
	 * @param coding the content coding that they accept
	 */
	SilentClients(Server server, int clients, IntFunction<String> path, String coding) {
		try {
			for (int i = 0; i < clients; i++) {
				Socket socket = new Socket();
				this.sockets.add(socket);
				socket.setReceiveBufferSize(4096);
				socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
				socket.getOutputStream()
					.write("GET %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nAccept-Encoding: %s\r\n\r\n"
						.formatted(path.apply(i), Servers.KEY, coding)
						.getBytes(StandardCharsets.US_ASCII));
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
