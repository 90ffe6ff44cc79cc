package io.feishuinterviews.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.Base16;

import org.springframework.core.io.ClassPathResource;

/**
 * A Lua script, which Redis runs as a whole. It is sent once; afterwards its SHA-1 digest
 * is.
 */
public final class RedisScript {

	private final String text;

	private final String digest;

	private RedisScript(String text) {
		this.text = text;
		this.digest = Base16.digest(text.getBytes(StandardCharsets.UTF_8));
	}

	/**
	 * Read a script.
	 * @param type a class in the package of the script
	 * @param name the name of the file
	 * @return the script
	 */
	public static RedisScript of(Class<?> type, String name) {
		try {
			return new RedisScript(new ClassPathResource(name, type).getContentAsString(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Run the script.
	 * @param <T> the type of the result
	 * @param commands the connection
	 * @param type the form of the result
	 * @param keys the names of all keys that the script uses, of one hash slot
	 * @param arguments the arguments
	 * @return the result
	 */
	public <T> CompletionStage<T> run(RedisClusterAsyncCommands<byte[], byte[]> commands, ScriptOutputType type,
			List<String> keys, byte[]... arguments) {
		byte[][] names = keys.stream().map((key) -> key.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
		CompletionStage<T> result = commands.evalsha(this.digest, type, names, arguments);
		return result.exceptionallyCompose((ex) -> (unwrap(ex) instanceof RedisNoScriptException)
				? commands.eval(this.text, type, names, arguments) : CompletableFuture.failedFuture(unwrap(ex)));
	}

	private static Throwable unwrap(Throwable ex) {
		return (ex instanceof CompletionException && ex.getCause() != null) ? ex.getCause() : ex;
	}

}
