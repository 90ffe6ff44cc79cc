package io.feishuinterviews.web;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

import io.feishuinterviews.cache.CacheProperties;
import io.feishuinterviews.cache.CacheResult;
import io.feishuinterviews.cache.Failures;
import io.feishuinterviews.interview.Language;
import io.feishuinterviews.interview.Tenant;
import io.feishuinterviews.representation.Body;
import io.feishuinterviews.representation.Representation;
import io.feishuinterviews.representation.RepresentationKey;
import io.feishuinterviews.representation.ResponseMemory;
import io.feishuinterviews.web.preferences.RequestPreferences;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.ETag;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Builds the responses for representations: entity tag, {@code Vary}, cache headers, and
 * 304 (Not Modified) if the client has the representation already.
 */
@Component
public class RepresentationResponses {

	private final ResponseMemory memory;

	private final CacheHeaders cacheHeaders;

	RepresentationResponses(ResponseMemory memory, CacheProperties cache) {
		this.memory = memory;
		this.cacheHeaders = new CacheHeaders(cache);
	}

	/**
	 * Return the headers that describe freshness.
	 * @return how to set them
	 */
	public CacheHeaders cacheHeaders() {
		return this.cacheHeaders;
	}

	/**
	 * Build the response for one representation.
	 * @param result the snapshot
	 * @param representation the representation
	 * @param key which representation it is
	 * @param language the language of the representation, {@code null} if it has all
	 * @param preferences the preferences of the request
	 * @return the response
	 */
	public ResponseEntity<Body> of(CacheResult result, Representation representation, RepresentationKey key,
			@Nullable Language language, RequestPreferences preferences) {
		return of(this.cacheHeaders.of(result, preferences.contact()), key.etag(representation.tag()), language,
				preferences,
				() -> this.memory.body(result.snapshot().query().talent().tenant(), representation, key.gzip()));
	}

	/**
	 * Build a response.
	 * @param headers the cache headers, to which the others are added
	 * @param etag the entity tag, with quotes
	 * @param language the language of the body, {@code null} if it has all
	 * @param preferences the preferences of the request
	 * @param body creates the body, in the content coding that the request prefers
	 * @return the response
	 */
	public ResponseEntity<Body> of(HttpHeaders headers, String etag, @Nullable Language language,
			RequestPreferences preferences, Supplier<Body> body) {
		headers.set(HttpHeaders.VARY, (language != null) ? "Accept-Language, Accept-Encoding, Authorization"
				: "Accept-Encoding, Authorization");
		return respond(headers, etag, language, preferences, body);
	}

	/**
	 * Build the response for a document that is the same for all callers.
	 * @param document the document in one language and coding
	 * @param key which language and coding
	 * @param freshFor how long any cache may reuse the response
	 * @param preferences the preferences of the request
	 * @return the response
	 */
	public ResponseEntity<Body> ofPublic(Representation document, RepresentationKey key, Duration freshFor,
			RequestPreferences preferences) {
		HttpHeaders headers = new HttpHeaders();
		headers.setCacheControl(CacheControl.maxAge(freshFor).cachePublic());
		headers.set(HttpHeaders.VARY, "Accept-Language, Accept-Encoding");
		return respond(headers, key.etag(document.tag()), preferences.language(), preferences,
				() -> this.memory.body(Tenant.OWN, document, key.gzip()));
	}

	private static ResponseEntity<Body> respond(HttpHeaders headers, String etag, @Nullable Language language,
			RequestPreferences preferences, Supplier<Body> body) {
		headers.setETag(etag);
		if (isCurrent(preferences.ifNoneMatch(), etag)) {
			CacheHeaders.setNotModified(headers);
			return new ResponseEntity<>(headers, HttpStatus.NOT_MODIFIED);
		}
		headers.setContentType(MediaType.APPLICATION_JSON);
		if (language != null) {
			headers.set(HttpHeaders.CONTENT_LANGUAGE, language.tag());
		}
		if (preferences.gzip()) {
			headers.set(HttpHeaders.CONTENT_ENCODING, "gzip");
		}
		return new ResponseEntity<>(body.get(), headers, HttpStatus.OK);
	}

	/**
	 * Return the result of a handler. Spring would dispatch a request again for any
	 * future, also for one that is done.
	 * @param response the response
	 * @return the response if it is done, else a {@link DeferredResult}
	 */
	@SuppressWarnings("FutureReturnValueIgnored") // the outcome goes to the deferred
													// result
	public static Object whenDone(CompletableFuture<ResponseEntity<Body>> response) {
		if (response.isDone() && !response.isCompletedExceptionally()) {
			return response.join();
		}
		DeferredResult<ResponseEntity<Body>> deferred = new DeferredResult<>();
		response.whenComplete((entity, ex) -> {
			if (ex != null) {
				deferred.setErrorResult(Failures.unwrap(ex));
			}
			else if (!deferred.setResult(entity) && entity.getBody() instanceof Body.Stream unsent) {
				unsent.memory().close();
			}
		});
		return deferred;
	}

	/**
	 * Decide whether the client has the representation: RFC 9110 section 13.1.2, by weak
	 * comparison.
	 */
	private static boolean isCurrent(@Nullable String ifNoneMatch, String etag) {
		List<ETag> known = (ifNoneMatch != null) ? ETag.parse(ifNoneMatch) : List.of();
		return known.stream().anyMatch((each) -> each.isWildcard() || each.compare(ETag.create(etag), false));
	}

}
