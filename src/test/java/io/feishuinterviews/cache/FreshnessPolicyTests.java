package io.feishuinterviews.cache;

import java.time.Duration;

import io.feishuinterviews.cache.FreshnessPolicy.Decision;
import io.feishuinterviews.interview.UpstreamException.Kind;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What holds for any age, any times and any request directives.
 */
class FreshnessPolicyTests {

	@Property
	void neverServesResponsesPastTheirLimits(@ForAll("freshness") FreshnessPolicy freshness,
			@ForAll("times") Duration age, @ForAll("directives") RequestDirectives directives) {
		Decision decision = freshness.decide(age, directives, false);
		if (decision != Decision.REVALIDATE) {
			assertThat(age).isLessThanOrEqualTo(longest(freshness));
		}
		if (decision == Decision.SERVE && directives.maxStale() == null && !directives.onlyIfCached()) {
			assertThat(age).isLessThanOrEqualTo(freshness.freshFor());
		}
		if (decision == Decision.SERVE_STALE_WHILE_REVALIDATE && directives.maxStale() == null) {
			assertThat(age).isGreaterThan(freshness.freshFor())
				.isLessThanOrEqualTo(freshness.freshFor().plus(freshness.staleWhileRevalidate()));
		}
	}

	@Property
	void neverServesResponsesThatViolateRequestDirectives(@ForAll("freshness") FreshnessPolicy freshness,
			@ForAll("times") Duration age, @ForAll("directives") RequestDirectives directives) {
		Decision decision = freshness.decide(age, directives, false);
		if (decision == Decision.REVALIDATE || decision == Decision.REVALIDATE_OR_STALE) {
			return;
		}
		assertThat(directives.noCache()).isFalse();
		Duration tolerance = (directives.maxStale() != null) ? directives.maxStale() : Duration.ZERO;
		if (directives.maxAge() != null) {
			assertThat(age).isLessThanOrEqualTo(directives.maxAge().plus(tolerance));
		}
		if (directives.minFresh() != null && directives.maxStale() == null) {
			assertThat(age.plus(directives.minFresh())).isLessThanOrEqualTo(freshness.freshFor());
		}
	}

	@Property
	void neverRevalidatesForOnlyIfCached(@ForAll("freshness") FreshnessPolicy freshness, @ForAll("times") Duration age,
			@ForAll("directives") RequestDirectives directives) {
		if (directives.onlyIfCached()) {
			assertThat(freshness.decide(age, directives, false)).isIn(Decision.SERVE, Decision.REVALIDATE);
		}
	}

	@Property
	void neverPrefersTheOlderOfTwoResponses(@ForAll("freshness") FreshnessPolicy freshness,
			@ForAll("times") Duration younger, @ForAll("times") Duration more) {
		Decision ofYounger = freshness.decide(younger, RequestDirectives.NONE, false);
		Decision ofOlder = freshness.decide(younger.plus(more), RequestDirectives.NONE, false);
		assertThat(rank(ofOlder)).isGreaterThanOrEqualTo(rank(ofYounger));
	}

	@Property
	void servesNothingPastStaleIfDeniedWhileFeishuDeniesAccess(@ForAll("freshness") FreshnessPolicy freshness,
			@ForAll("times") Duration age, @ForAll("directives") RequestDirectives directives) {
		boolean served = freshness.decide(age, directives, true) != Decision.REVALIDATE;
		boolean allowed = freshness.allowsStale(age, Kind.FEISHU_ACCESS);
		assertThat(allowed && age.compareTo(freshness.freshFor().plus(freshness.staleIfDenied())) > 0).isFalse();
		assertThat(served && !allowed).isFalse();
		assertThat(rank(freshness.decide(age, directives, true))).isIn(rank(freshness.decide(age, directives, false)),
				rank(Decision.REVALIDATE));
	}

	@Provide
	Arbitrary<Duration> times() {
		return Arbitraries.oneOf(Arbitraries.longs().between(0, 100), Arbitraries.longs().between(0, 200_000))
			.map(Duration::ofSeconds);
	}

	@Provide
	Arbitrary<FreshnessPolicy> freshness() {
		return Combinators.combine(times(), times(), times(), times()).as(FreshnessPolicy::new);
	}

	@Provide
	Arbitrary<RequestDirectives> directives() {
		Arbitrary<Boolean> rarely = Arbitraries.integers().between(0, 9).map((n) -> n == 0);
		Arbitrary<Boolean> sometimes = Arbitraries.of(true, false);
		return Combinators
			.combine(rarely, times().injectNull(0.5), times().injectNull(0.5), times().injectNull(0.5), sometimes,
					sometimes)
			.as(RequestDirectives::new);
	}

	private static Duration longest(FreshnessPolicy freshness) {
		Duration one = freshness.staleIfError();
		Duration other = freshness.staleWhileRevalidate();
		return freshness.freshFor().plus((one.compareTo(other) > 0) ? one : other);
	}

	/**
	 * How far a decision is from serving the stored response.
	 */
	private static int rank(Decision decision) {
		return switch (decision) {
			case SERVE -> 0;
			case SERVE_STALE_WHILE_REVALIDATE -> 1;
			case REVALIDATE_OR_STALE -> 2;
			case REVALIDATE -> 3;
		};
	}

}
