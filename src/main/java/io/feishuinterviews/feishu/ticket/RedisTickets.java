package io.feishuinterviews.feishu.ticket;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.feishuinterviews.feishu.connection.Secret;
import io.feishuinterviews.redis.RedisCommandExecutor;
import io.feishuinterviews.redis.SharedValue;
import io.feishuinterviews.redis.encryption.KeyNames;
import io.feishuinterviews.redis.encryption.ValueCipher;
import io.lettuce.core.SetArgs;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The app tickets in Redis, encrypted.
 */
final class RedisTickets implements SharedTickets {

	/**
	 * Far longer than a ticket is of use, and for as long as the service may be stopped.
	 */
	private static final Duration TIME_TO_LIVE = Duration.ofDays(7);

	private static final byte[] NOTHING = {};

	private static final JsonMapper json = new JsonMapper();

	private final RedisCommandExecutor redis;

	private final ValueCipher cipher;

	private final byte[] context;

	private final SharedValue tickets;

	private final byte[] resendKey;

	RedisTickets(RedisCommandExecutor redis, KeyNames names, ValueCipher cipher, String appId) {
		this.redis = redis;
		this.cipher = cipher;
		this.context = bytes(appId + " app ticket");
		this.tickets = new SharedValue(redis, names.common("app-ticket") + ":value", TIME_TO_LIVE);
		this.resendKey = bytes(names.common("app-ticket") + ":resend");
	}

	@Override
	public Mono<List<AppTicket>> read() {
		return this.tickets.read().map(this::decode);
	}

	@Override
	public Mono<Boolean> update(UnaryOperator<List<AppTicket>> change) {
		return this.tickets.replace((stored) -> encode(change.apply(decode(stored))));
	}

	@Override
	public Mono<Boolean> claimResend(Duration time) {
		return this.redis
			.execute((commands) -> commands.set(this.resendKey, NOTHING, SetArgs.Builder.nx().px(time))
				.thenApply("OK"::equals))
			// without Redis, each instance requests the ticket
			.defaultIfEmpty(true);
	}

	@Override
	public Mono<Boolean> releaseResend() {
		return this.redis.execute((commands) -> commands.del(this.resendKey)).map((count) -> true);
	}

	private byte[] encode(List<AppTicket> tickets) {
		List<Stored> stored = tickets.stream()
			.map((ticket) -> new Stored(ticket.value(), ticket.issuedAt().toEpochMilli(),
					ticket.receivedAt().toEpochMilli()))
			.toList();
		return this.cipher.encrypt(json.writeValueAsBytes(stored), this.context);
	}

	private List<AppTicket> decode(byte[] value) {
		byte[] plaintext = this.cipher.decrypt(value, this.context);
		if (plaintext == null) {
			return List.of();
		}
		try {
			return Stream.of(json.readValue(plaintext, Stored[].class))
				.map((stored) -> new AppTicket(stored.ticket(),
						Instant.ofEpochMilli(Objects.requireNonNullElse(stored.issuedAt(), stored.receivedAt())),
						Instant.ofEpochMilli(stored.receivedAt())))
				.toList();
		}
		catch (JacksonException ex) {
			// a newer version of the service may store something else
			return List.of();
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * A ticket as JSON.
	 *
	 * @param ticket the ticket
	 * @param issuedAt the time of its event, in milliseconds; {@code null} in what an
	 * older version of the service has stored
	 * @param receivedAt when it came, in milliseconds
	 */
	private record Stored(Secret ticket, @Nullable Long issuedAt, long receivedAt) {

	}

}
