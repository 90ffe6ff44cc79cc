package io.feishuinterviews.feishu.connection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

import io.feishuinterviews.settings.SettingException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.ProxyProvider;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriUtils;

/**
 * The HTTP proxy on the way to Feishu. Every request goes through a tunnel
 * ({@code CONNECT}, RFC 9110, section 9.3.6), so that the proxy sees Feishu's host and
 * port only, and resolves the host itself.
 */
public final class OutgoingProxy {

	/**
	 * No proxy: Feishu is called directly.
	 */
	public static final OutgoingProxy NONE = new OutgoingProxy("", 0, null, null);

	private static final int DEFAULT_PORT = 80;

	private final String host;

	private final int port;

	private final @Nullable String username;

	private final @Nullable Secret password;

	private OutgoingProxy(String host, int port, @Nullable String username, @Nullable Secret password) {
		this.host = host;
		this.port = port;
		this.username = username;
		this.password = password;
	}

	/**
	 * Find the proxy to use: {@code feishu.proxy}, else the environment's
	 * {@code HTTPS_PROXY} or {@code HTTP_PROXY} by the scheme of {@code feishu.base-url},
	 * else the JVM's {@code https.proxyHost} or {@code http.proxyHost}. As in Go and
	 * curl, {@code NO_PROXY} limits the environment's. As in Go, the environment's is
	 * never used for this machine.
	 * @param properties the settings
	 * @param environment finds the variables in upper and in lower case
	 * @return the proxy, or {@link #NONE}
	 * @throws SettingException if a value is no URL of an HTTP proxy
	 */
	static OutgoingProxy find(FeishuProperties properties, Environment environment) {
		Secret setting = properties.proxy();
		if (setting != null && StringUtils.hasText(setting.value())) {
			return parse("feishu.proxy", setting.value());
		}
		URI target = properties.baseUrl();
		String variable = target.getScheme() + "_proxy";
		String value = environment.getProperty(variable);
		if (StringUtils.hasText(value)) {
			boolean excluded = new NoProxy(environment.getProperty("no_proxy", "")).matches(target)
					|| NoProxy.isLoopback(target);
			return excluded ? NONE : parse(variable.toUpperCase(Locale.ROOT), value);
		}
		return ofVirtualMachine(target);
	}

	static OutgoingProxy parse(String setting, String value) {
		String url = value.strip();
		try {
			URI uri = new URI(url.contains("://") ? url : "http://" + url);
			boolean plain = (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/")) && uri.getRawQuery() == null;
			if ("http".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && plain && uri.getPort() <= 0xffff) {
				return of(uri);
			}
		}
		catch (URISyntaxException | IllegalArgumentException ex) {
			// the exception's message has the value, and with it the password
		}
		String problem = " is not the URL of an HTTP proxy.";
		throw new SettingException(setting.substring(setting.lastIndexOf('.') + 1) + problem, setting + problem, "Set "
				+ setting
				+ " to http://host:port or http://user:password@host:port, with special characters in the user and password percent-encoded.");
	}

	private static OutgoingProxy of(URI uri) {
		int port = (uri.getPort() >= 0) ? uri.getPort() : DEFAULT_PORT;
		String user = uri.getRawUserInfo();
		if (user == null) {
			return new OutgoingProxy(uri.getHost(), port, null, null);
		}
		int colon = user.indexOf(':');
		String name = (colon >= 0) ? user.substring(0, colon) : user;
		String password = (colon >= 0) ? user.substring(colon + 1) : "";
		return new OutgoingProxy(uri.getHost(), port, decode(name), new Secret(decode(password)));
	}

	private static String decode(String part) {
		return UriUtils.decode(part, StandardCharsets.UTF_8);
	}

	private static OutgoingProxy ofVirtualMachine(URI target) {
		ProxySelector selector = ProxySelector.getDefault();
		if (selector == null) {
			return NONE;
		}
		return selector.select(target)
			.stream()
			.filter((proxy) -> proxy.type() == Proxy.Type.HTTP)
			.map((proxy) -> (InetSocketAddress) proxy.address())
			.map((address) -> new OutgoingProxy(address.getHostString(), address.getPort(), null, null))
			.findFirst()
			.orElse(NONE);
	}

	/**
	 * Let a client use this proxy. The proxy's address is looked up for each connection,
	 * on a thread that may block.
	 * @param client the client
	 * @param connectTimeout how long the proxy may take to open a tunnel
	 * @return the client with the proxy
	 */
	HttpClient applyTo(HttpClient client, Duration connectTimeout) {
		if (this == NONE) {
			return client;
		}
		return client.proxyWhen((config, proxy) -> Mono.fromCallable(() -> InetAddress.getByName(this.host))
			.subscribeOn(Schedulers.boundedElastic())
			.map((address) -> configure(proxy.type(ProxyProvider.Proxy.HTTP)
				.socketAddress(new InetSocketAddress(address, this.port))
				.connectTimeoutMillis(connectTimeout.toMillis()))));
	}

	private ProxyProvider.Builder configure(ProxyProvider.Builder proxy) {
		Secret secret = this.password;
		return (this.username != null && secret != null)
				? proxy.username(this.username).password((username) -> secret.value()) : proxy;
	}

	/**
	 * Hides the user and the password.
	 */
	@Override
	public String toString() {
		return (this == NONE) ? "none" : this.host + ":" + this.port;
	}

}
