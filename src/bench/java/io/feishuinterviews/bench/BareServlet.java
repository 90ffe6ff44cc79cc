package io.feishuinterviews.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/**
 * The lower bound: Tomcat, and a servlet that only writes bytes.
 */
public final class BareServlet extends HttpServlet {

	private static final long serialVersionUID = 1;

	private final transient byte[] json;

	private final transient byte[] gzip;

	private BareServlet(byte[] json, byte[] gzip) {
		this.json = json;
		this.gzip = gzip;
	}

	/**
	 * Start it.
	 * @param args the port, a file with the JSON, and one with the same compressed
	 */
	public static void main(String[] args) throws Exception {
		Tomcat tomcat = new Tomcat();
		tomcat.setBaseDir(Files.createTempDirectory("bare-servlet").toString());
		tomcat.setPort(Integer.parseInt(args[0]));
		tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
		Context context = tomcat.addContext("", null);
		Tomcat.addServlet(context, "bare",
				new BareServlet(Files.readAllBytes(Path.of(args[1])), Files.readAllBytes(Path.of(args[2]))));
		context.addServletMappingDecoded("/*", "bare");
		tomcat.start();
		tomcat.getServer().await();
	}

	@Override
	protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
		@Nullable String accepted = request.getHeader("Accept-Encoding");
		byte[] body = this.json;
		if (accepted != null && accepted.contains("gzip")) {
			response.setHeader("Content-Encoding", "gzip");
			body = this.gzip;
		}
		response.setContentType("application/json");
		response.setContentLength(body.length);
		response.getOutputStream().write(body);
	}

}
