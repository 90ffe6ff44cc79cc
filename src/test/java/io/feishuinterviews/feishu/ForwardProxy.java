package io.feishuinterviews.feishu;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A forward proxy that opens tunnels ({@code CONNECT}), with or without a password.
 */
public final class ForwardProxy extends LoopbackServer {

	private final List<String> tunnels = new CopyOnWriteArrayList<>();

	private final String credentials;

	private final int refusal;

	/**
	 * Start a proxy.
	 * @param userAndPassword the required credentials, {@code null} for none
	 * @param refusal the status with which it refuses every tunnel, 0 to open them
	 */
	public ForwardProxy(String userAndPassword, int refusal) {
		this.credentials = (userAndPassword != null) ? "proxy-authorization: Basic "
				+ Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8)) : "";
		this.refusal = refusal;
	}

	/**
	 * Return the hosts and ports of all tunnels.
	 */
	public List<String> tunnels() {
		return this.tunnels;
	}

	@Override
	void serve(Socket client) {
		try (client) {
			String request = readHead(client.getInputStream());
			if (request == null) {
				return;
			}
			String target = request.split(" ", -1)[1];
			this.tunnels.add(target);
			int status = request.toLowerCase(Locale.ROOT).contains(this.credentials.toLowerCase(Locale.ROOT))
					? this.refusal : 407;
			if (status != 0) {
				write(client, "HTTP/1.1 %d Refused\r\nContent-Length: 0\r\n\r\n".formatted(status));
				return;
			}
			String[] hostAndPort = target.split(":", -1);
			try (Socket feishu = new Socket(hostAndPort[0], Integer.parseInt(hostAndPort[1]))) {
				write(client, "HTTP/1.1 200 Connected\r\n\r\n");
				execute(() -> copy(feishu, client));
				client.getInputStream().transferTo(feishu.getOutputStream());
			}
		}
		catch (IOException ex) {
			// one of the two has gone
		}
	}

	private static void copy(Socket from, Socket to) {
		try {
			from.getInputStream().transferTo(to.getOutputStream());
		}
		catch (IOException ex) {
			// one of the two has gone
		}
	}

}
