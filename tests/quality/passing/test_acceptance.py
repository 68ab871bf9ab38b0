"""How evenly a sample must hold the drug to vouch for its batch."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
import pytest

from ldn_compound import FieldError
from ldn_compound.quality import (
    AcceptanceLimit,
    acceptance_limits,
    assured_probability_of_passing,
    chance_of_passing,
    greatest_sd,
    probability_of_passing,
)
from tests.lazily import library

stats: Any = library("scipy.stats")


class TestPublished:
    """CuDAL version 2, Bergum's program for these tables, printed these figures.

    They are taken from the read-me of pycudal, which is checked against them.
    """

    @pytest.mark.requirement("R67")
    def test_limit(self) -> None:
        """30 contents with a mean of 100 %, 95 % and 95 %: at most 4.18 %."""
        (limit,) = acceptance_limits(30, 0.95, share=0.95, means=[100.0])

        assert round(limit.greatest_sd, 2) == 4.18

    @pytest.mark.requirement("R67")
    def test_sample(self) -> None:
        """30 contents of 100 % and 4 % vouch for a chance of 0.98003."""
        chance = assured_probability_of_passing(100.0, 4.0, n=30, confidence=0.95)

        # CuDAL leaves a little less room for single contents: 0.0000216
        assert chance == pytest.approx(0.98003, abs=5e-5)
        assert chance >= 0.98003


class TestLimits:
    """At the limit the share asked for is reached, beyond it no longer."""

    @pytest.mark.parametrize("n", [2, 10, 30, 100])
    @pytest.mark.parametrize("confidence", [0.5, 0.95, 0.99])
    def test_reached_and_not_beyond(self, n: int, confidence: float) -> None:
        """Each limit is the greatest deviation that still vouches for the share."""
        limits = acceptance_limits(n, confidence, share=0.9)
        means = [limit.mean for limit in limits]
        sds = np.array([limit.greatest_sd for limit in limits])

        at, beyond = (
            assured_probability_of_passing(means, each, n=n, confidence=confidence)
            for each in (sds, sds * (1 + 1e-6))
        )

        assert (at >= 0.9).all()
        assert (beyond < 0.9).all()

    def test_a_table_covers_every_mean_that_can_pass(self) -> None:
        """An even batch passes between 83.5 and 116.5 %: whole percents in between."""
        means = [limit.mean for limit in acceptance_limits(10)]

        assert means == [float(mean) for mean in range(84, 117)]

    def test_an_approved_target_widens_the_table(self) -> None:
        """With a target of 105 % an even batch passes up to 120 %."""
        means = [limit.mean for limit in acceptance_limits(10, target=105.0)]

        assert means == [float(mean) for mean in range(84, 120)]

    def test_a_larger_sample_may_spread_more(self) -> None:
        """The more contents, the less must be allowed for."""
        sds = [acceptance_limits(n, means=[100.0])[0].greatest_sd for n in (5, 10, 30)]

        assert sds == sorted(sds)

    def test_more_confidence_allows_less(self) -> None:
        """The surer one wants to be, the more even the sample must be."""
        sds = [
            acceptance_limits(10, each, means=[100.0])[0].greatest_sd
            for each in (0.5, 0.9, 0.95)
        ]

        assert sds == sorted(sds, reverse=True)

    def test_order_and_number_of_the_means_are_kept(self) -> None:
        """Each mean asked for has its limit, where it stood."""
        limits = acceptance_limits(10, means=[105.0, 95.0, 95.0])

        assert [limit.mean for limit in limits] == [105.0, 95.0, 95.0]
        assert all(isinstance(limit, AcceptanceLimit) for limit in limits)


class TestConfidence:
    """A sample vouches for more than the batch can do at most as often as stated."""

    @pytest.mark.requirement("R67")
    @pytest.mark.parametrize("confidence", [0.8, 0.95])
    @pytest.mark.parametrize("mean", [100.0, 94.0])
    def test_few_bad_batches_are_accepted(self, mean: float, confidence: float) -> None:
        """Of samples of a batch that just reaches 95 %, few vouch for 95 %."""
        samples = 5_000
        sd = greatest_sd(mean, share=0.95)
        drawn = np.random.default_rng(2810).normal(mean, sd, (samples, 30))
        means, sds = drawn.mean(axis=1), drawn.std(axis=1, ddof=1)

        chances = assured_probability_of_passing(
            means, sds, n=30, confidence=confidence
        )

        accepted = float((chances >= 0.95).mean())
        # three standard errors of a share
        slack = 3 * sqrt(confidence * (1 - confidence) / samples)
        assert accepted <= 1 - confidence + slack

    @pytest.mark.parametrize("mean", [100.0, 95.0, 88.0, 110.0])
    def test_the_corners_are_the_worst(self, mean: float) -> None:
        """No mean and spread that the sample allows passes less often."""
        n, confidence = 10, 0.95
        (limit,) = acceptance_limits(n, confidence, means=[mean])
        each = sqrt(confidence)
        highest = limit.greatest_sd * sqrt((n - 1) / stats.chi2.ppf(1 - each, n - 1))
        reach = stats.norm.ppf((1 + each) / 2) / sqrt(n)
        sds = np.linspace(highest / 50, highest, 50)[:, np.newaxis]
        means = mean + np.linspace(-1, 1, 41) * reach * sds

        chances = probability_of_passing(means, sds)

        # the corners themselves are among them, worked out in another order
        assert chances.min() >= 0.95 - 1e-9


class TestGreatestSpread:
    """How much a batch may spread is where its bound falls to the share."""

    @pytest.mark.parametrize("mean", [84.0, 92.0, 100.0, 108.0])
    @pytest.mark.parametrize("share", [0.6, 0.95, 0.999])
    def test_the_bound_is_the_share(self, mean: float, share: float) -> None:
        """The spread that is allowed has just the chance that was asked for."""
        sd = greatest_sd(mean, share=share)

        # the slope of the bound times the last step of the halving
        assert probability_of_passing(mean, sd) == pytest.approx(share, abs=1e-9)

    def test_an_approved_target_counts(self) -> None:
        """Above 101.5 % a target of its own allows more."""
        assert greatest_sd(105.0, target=105.0) > greatest_sd(105.0)


class TestRefusals:
    """What is no table is refused."""

    @pytest.mark.parametrize("mean", [83.5, 116.5, 1.0, float("nan")])
    def test_means_at_which_nothing_passes(self, mean: float) -> None:
        """Where even a batch without spread fails there is no limit."""
        message = r"^mean: expected above 83\.5 % and below 116\.5 % of label"
        with pytest.raises(FieldError, match=message):
            greatest_sd(mean)
        with pytest.raises(FieldError, match=message.replace("mean", "means")):
            acceptance_limits(10, means=[mean])

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"n": 1}, r"^n: expected a whole number of 2 or more, got 1"),
            ({"n": 10, "confidence": 95}, r"^confidence: .* below 1.* got 95"),
            ({"n": 10, "confidence": 0.0}, r"^confidence: .* above 0 "),
            ({"n": 10, "share": 0.5}, r"^share: expected a share above 0\.5"),
            ({"n": 10, "share": 1.0}, r"^share: expected a share above 0\.5"),
            ({"n": 10, "target": 1.0}, r"^target: expected 90 to 120 %"),
        ],
    )
    def test_impossible_tables(self, arguments: dict[str, Any], message: str) -> None:
        """One content has no spread, and 95 is no probability."""
        with pytest.raises(FieldError, match=message):
            acceptance_limits(**arguments)

    @pytest.mark.parametrize(
        ("mean", "sd", "field"),
        [
            (float("nan"), 4.0, "mean"),
            (100.0, -4.0, "sd"),
            ([1.0, 2.0], [1.0] * 3, "mean and sd"),
        ],
    )
    def test_impossible_samples(self, mean: Any, sd: Any, field: str) -> None:
        """A sample that cannot be vouches for nothing."""
        with pytest.raises(FieldError, match=f"^{field}: expected "):
            assured_probability_of_passing(mean, sd, n=10)


def test_a_float_for_floats() -> None:
    """One sample gives a float, many give an array."""
    one = assured_probability_of_passing(100, 4, n=10)
    many = assured_probability_of_passing(100, [3.0, 4.0], n=10)

    assert type(one) is float
    assert many.shape == (2,)
    assert many[1] == pytest.approx(one, abs=1e-14)  # sums in another order


def test_fiducially_a_sample_says_what_its_batches_do() -> None:
    """A twentieth of 20 000 batches that it may come from pass less often.

    Drawn: deviations by chi-square, means by the normal distribution, both anew.
    """
    random = np.random.default_rng(2016)
    n, mean, sd, batches = 10, 97.0, 3.0, 20_000
    spreads = sd * np.sqrt((n - 1) / random.chisquare(n - 1, batches))
    means = mean + spreads / np.sqrt(n) * random.standard_normal(batches)
    expected = np.quantile(chance_of_passing(means, spreads), 0.05)

    found = assured_probability_of_passing(mean, sd, n=n, by="fiducial")

    # the quantile of so many draws is known to 0.0015 of a share of them
    assert found == pytest.approx(expected, abs=0.006)
    assert found > assured_probability_of_passing(mean, sd, n=n)


def test_published_limit_at_ten_contents() -> None:
    """At a mean of 97 %, n = 10, 90 % sure that 95 % pass: 2.63 (Lewis, Fan 2016)."""
    within = assured_probability_of_passing(97.0, 2.63, n=10, confidence=0.9)
    beyond = assured_probability_of_passing(97.0, 2.64, n=10, confidence=0.9)

    assert beyond < 0.95 <= within


def test_another_way_is_refused() -> None:
    """A word that is none of the two is no way."""
    wrong: Any = "bayes"

    with pytest.raises(FieldError, match="by: expected 'corners' or 'fiducial'"):
        assured_probability_of_passing(97.0, 3.0, n=10, by=wrong)
