package io.feishuinterviews.feishu.connection;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import org.jspecify.annotations.Nullable;

/**
 * The hosts of {@code NO_PROXY}, as curl and Go read it: {@code *}, or names, which
 * include their subdomains, IP addresses, or ranges of them ({@code 10.0.0.0/8}), with or
 * without a port, separated by commas or spaces. What is none of these matches nothing.
 */
final class NoProxy {

	private final List<String> entries;

	NoProxy(String value) {
		this.entries = Stream.of(value.toLowerCase(Locale.ROOT).split("[,\\s]+"))
			.filter((entry) -> !entry.isEmpty())
			.toList();
	}

	/**
	 * Return whether a URL is to be called directly.
	 * @param url an http or https URL
	 */
	boolean matches(URI url) {
		String host = host(url);
		return this.entries.stream().anyMatch((entry) -> matches(entry, host, port(url)));
	}

	private static boolean matches(String entry, String host, int port) {
		if (entry.equals("*")) {
			return true;
		}
		String name = entry;
		int colon = entry.lastIndexOf(':');
		// more than one colon, and no brackets: an IPv6 address
		if (colon >= 0 && (colon == entry.indexOf(':') || entry.charAt(colon - 1) == ']')) {
			if (!entry.substring(colon + 1).equals(String.valueOf(port))) {
				return false;
			}
			name = entry.substring(0, colon);
		}
		InetAddress address = address(host);
		if (address == null) {
			String domain = name.replaceFirst("^\\*?\\.", "");
			return host.equals(domain) || host.endsWith("." + domain);
		}
		return name.contains("/") ? isWithin(name, address) : address.equals(address(withoutBrackets(name)));
	}

	private static boolean isWithin(String range, InetAddress address) {
		try {
			return new IpSubnetFilterRule(range, IpFilterRuleType.ACCEPT).matches(new InetSocketAddress(address, 0));
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/**
	 * Return whether a URL leads to this machine.
	 * @param url an http or https URL
	 */
	static boolean isLoopback(URI url) {
		String host = host(url);
		InetAddress address = address(host);
		return (address != null) ? address.isLoopbackAddress()
				: host.equals("localhost") || host.endsWith(".localhost");
	}

	private static int port(URI url) {
		return (url.getPort() >= 0) ? url.getPort() : ("https".equals(url.getScheme()) ? 443 : 80);
	}

	private static String host(URI url) {
		return withoutBrackets(url.getHost().toLowerCase(Locale.ROOT));
	}

	private static String withoutBrackets(String host) {
		return (host.startsWith("[") && host.endsWith("]")) ? host.substring(1, host.length() - 1) : host;
	}

	private static @Nullable InetAddress address(String host) {
		byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
		try {
			return (bytes != null) ? InetAddress.getByAddress(bytes) : null;
		}
		catch (UnknownHostException ex) {
			return null;
		}
	}

}
