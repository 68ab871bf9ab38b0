"""How likely a batch passes USP <905>."""

from __future__ import annotations

import subprocess
import sys
from fractions import Fraction
from functools import cache
from itertools import pairwise
from math import sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import FieldError
from ldn_compound.calc.uniformity import reference_value
from ldn_compound.quality import (
    probability_mean_within,
    probability_of_passing,
    simulate_passing,
)
from ldn_compound.quality.passing.chance import LEAST_M, highest_reference
from tests.lazily import library

integrate: Any = library("scipy.integrate")
stats: Any = library("scipy.stats")

BATCHES = 200_000
SEED = 905

CENTRED = [(100.0, sd) for sd in (4.0, 4.5, 5.0, 5.5, 6.0)]
ELSEWHERE = [
    *[(100.0, 8.0), (98.0, 6.0), (95.0, 4.5), (92.0, 3.5), (90.0, 2.0)],
    *[(90.0, 5.0), (105.0, 4.5), (108.0, 3.5), (110.0, 2.0)],
]


def textbook_bound(mean: float, sd: float) -> float:
    """Work out the bound the other way round: over the sample mean first."""

    def accepted(n: int, k: float) -> float:
        def at(sample_mean: float) -> float:
            room = 15 - max(98.5 - sample_mean, 0, sample_mean - 101.5)
            within = stats.chi2.cdf((n - 1) * (room / k / sd) ** 2, n - 1)
            return float(within * stats.norm.pdf(sample_mean, mean, sd / sqrt(n)))

        ends = [83.5, 98.5, 101.5, 116.5]
        pieces = [
            integrate.quad(at, low, high, epsabs=1e-12, limit=400)[0]
            for low, high in pairwise(ends)
        ]
        return float(sum(pieces))

    inside = stats.norm.cdf(123.125, mean, sd) - stats.norm.cdf(76.125, mean, sd)
    return max(accepted(10, 2.4), accepted(30, 2.0) + float(inside) ** 30 - 1, 0.0)


@cache
def simulated(mean: float, sd: float) -> float:
    """Draw 200,000 batches, and return the share of them that passes."""
    rng = np.random.default_rng(SEED)
    return simulate_passing(mean, sd, batches=BATCHES, rng=rng)


class TestBound:
    """The bound is never above the chance of passing, and not far below it."""

    @pytest.mark.requirement("R67")
    @pytest.mark.parametrize(("mean", "sd"), [*CENTRED, *ELSEWHERE])
    def test_never_above_what_is_simulated(self, mean: float, sd: float) -> None:
        """Of 200,000 batches drawn, at least the share of the bound passes."""
        bound = probability_of_passing(mean, sd)

        share = simulated(mean, sd)

        # four standard errors of the share, were the bound exactly the chance
        assert bound <= share + 4 * sqrt(bound * (1 - bound) / BATCHES)

    @pytest.mark.requirement("R67")
    @pytest.mark.parametrize(("mean", "sd"), CENTRED)
    def test_near_to_what_is_simulated(self, mean: float, sd: float) -> None:
        """At a mean of 100 % and a spread of 4 to 6 % it is within 0.015."""
        bound = probability_of_passing(mean, sd)

        share = simulated(mean, sd)

        assert share - bound <= 0.015

    @pytest.mark.requirement("R67")
    @pytest.mark.parametrize(("mean", "sd"), [*CENTRED, *ELSEWHERE, (99.0, 2.5)])
    def test_agrees_with_the_textbook(self, mean: float, sd: float) -> None:
        """Integrated over the mean instead of the spread, it is the same."""
        bound = probability_of_passing(mean, sd)

        # ten digits: the error that the textbook's quadrature is asked for
        assert bound == pytest.approx(textbook_bound(mean, sd), abs=1e-10)

    @given(
        mean=st.floats(85, 115),
        sd=st.floats(0, 20),
        more=st.floats(0, 20),
    )
    def test_more_spread_never_helps(self, mean: float, sd: float, more: float) -> None:
        """A batch that would pass if it were even passes less often if it spreads."""
        even, uneven = probability_of_passing(mean, np.array([sd, sd + more]))

        assert uneven <= even + 1e-10  # the error of the quadrature

    @given(mean=st.floats(-1e6, 1e6), sd=st.floats(0, 1e6))
    def test_is_a_probability(self, mean: float, sd: float) -> None:
        """Whatever the batch, the bound lies between 0 and 1."""
        assert 0 <= probability_of_passing(mean, sd) <= 1


class TestEvenBatch:
    """A batch without spread passes where its mean is 15 % off the limits of M."""

    @pytest.mark.parametrize(
        ("mean", "target", "passes"),
        [
            # M = 98.5: AV = 98.5 - 84 = 14.5 passes, 98.5 - 83 = 15.5 does not
            (84.0, 100.0, 1.0),
            (83.0, 100.0, 0.0),
            # M = 101.5: AV = 116 - 101.5 = 14.5; 117 - 101.5 = 15.5
            (116.0, 100.0, 1.0),
            (117.0, 100.0, 0.0),
            # an approved target of 105: M = 105, AV = 119 - 105 = 14
            (119.0, 105.0, 1.0),
            (121.0, 105.0, 0.0),
            # a target below 101.5 leaves M at 101.5
            (116.0, 95.0, 1.0),
        ],
    )
    def test_passes_or_not(self, mean: float, target: float, passes: float) -> None:
        """With no spread the acceptance value is the distance from M."""
        bound = probability_of_passing(mean, 0.0, target=target)

        # no spread at all is worked out as its limit
        assert bound == pytest.approx(passes, abs=1e-9)


def test_the_reference_value_is_that_of_the_test() -> None:
    """The bound knows the ends of M that the acceptance value works with."""
    ends: list[Any] = [reference_value(Fraction(each)) for each in (0, 200)]

    assert [LEAST_M, highest_reference(100.0)] == ends


class TestColumns:
    """One call takes one batch or many."""

    def test_a_float_for_floats(self) -> None:
        """One batch gives a plain float."""
        assert type(probability_of_passing(100, 5)) is float

    @pytest.mark.parametrize(
        ("mean", "sd", "shape"),
        [
            ([100.0, 95.0], 5.0, (2,)),
            (100.0, [4.0, 5.0, 6.0], (3,)),
            (np.full((4, 3), 100.0), 5.0, (4, 3)),
            (np.full((4, 1), 100.0), np.full(3, 5.0), (4, 3)),
        ],
    )
    def test_an_array_for_arrays(
        self, mean: Any, sd: Any, shape: tuple[int, ...]
    ) -> None:
        """Many batches give an array of their shape."""
        bounds: Any = probability_of_passing(mean, sd)

        assert bounds.shape == shape

    def test_each_of_many_is_as_alone(self) -> None:
        """A batch among 25,000 has the chance that it has alone."""
        rng = np.random.default_rng(1)
        means, sds = rng.uniform(85, 115, 25_000), rng.uniform(0, 10, 25_000)

        bounds = probability_of_passing(means, sds)

        for place in (0, 9_999, 10_000, 24_999):  # at the seams of the blocks
            alone = probability_of_passing(float(means[place]), float(sds[place]))
            # sums of 48 products in another order
            assert bounds[place] == pytest.approx(alone, abs=1e-14)


class TestMeanWithin:
    """The mean of a batch lies within limits with the chance of a normal value."""

    @pytest.mark.parametrize(
        ("mean", "error", "chance"),
        [
            # two standard errors to each side: 95.45 % of a normal distribution
            (100.0, 5.0, 0.9545),
            # at the limit, half; the other limit is four standard errors away
            (90.0, 5.0, 0.5),
            (110.0, 5.0, 0.5),
            # one standard error inside one limit, three inside the other:
            # 0.8413 - 0.0013
            (95.0, 5.0, 0.8400),
        ],
    )
    def test_by_the_tables(self, mean: float, error: float, chance: float) -> None:
        """The chances are those of the tables of the normal distribution."""
        # four decimals, as the tables print
        assert probability_mean_within(mean, error) == pytest.approx(chance, abs=5e-5)

    @pytest.mark.parametrize(
        ("mean", "chance"),
        [(89.99, 0.0), (90.0, 1.0), (100.0, 1.0), (110.0, 1.0), (110.01, 0.0)],
    )
    def test_a_mean_without_error(self, mean: float, chance: float) -> None:
        """A mean that is known is within or not; the limits are within."""
        assert probability_mean_within(mean, 0.0) == chance

    def test_other_limits(self) -> None:
        """The limits are the user's: 95 to 105 is one standard error, 68.27 %."""
        chance = probability_mean_within(100.0, 5.0, least=95.0, greatest=105.0)

        assert chance == pytest.approx(0.6827, abs=5e-5)

    def test_columns(self) -> None:
        """Many means give many chances."""
        chances = probability_mean_within([90.0, 120.0], [5.0, 0.0])

        assert chances.tolist() == pytest.approx([0.5, 0.0], abs=1e-4)

    def test_limits_in_order(self) -> None:
        """The upper limit is above the lower one."""
        with pytest.raises(FieldError, match=r"greatest: .* above 110 % .* got 90\.0"):
            probability_mean_within(100.0, 5.0, least=110.0, greatest=90.0)

    @pytest.mark.parametrize(
        ("mean", "error", "field"),
        [(float("nan"), 5.0, "mean"), (100.0, -1.0, "standard_error")],
    )
    def test_impossible_figures(self, mean: float, error: float, field: str) -> None:
        """What cannot be is refused by name."""
        with pytest.raises(FieldError, match=f"^{field}: expected "):
            probability_mean_within(mean, error)


class TestRefusals:
    """Impossible figures are refused, with the field named."""

    @pytest.mark.parametrize(
        ("mean", "sd", "field"),
        [
            (float("nan"), 5.0, "mean"),
            (float("inf"), 5.0, "mean"),
            ("100", 5.0, "mean"),
            (100.0, -0.1, "sd"),
            (100.0, True, "sd"),
            ([100.0, 95.0], [1.0, 2.0, 3.0], "mean and sd"),
        ],
    )
    def test_impossible_batches(self, mean: Any, sd: Any, field: str) -> None:
        """A mean or a deviation that cannot be has no chance of passing."""
        with pytest.raises(FieldError, match=f"^{field}: expected "):
            probability_of_passing(mean, sd)

    @pytest.mark.parametrize("target", [1.0, 89.9, 120.1, float("nan")])
    def test_impossible_targets(self, target: float) -> None:
        """A target far from the label is a slip: 1.0 is not 100 %."""
        with pytest.raises(FieldError, match=r"target: expected 90 to 120 % of the"):
            probability_of_passing(100.0, 5.0, target=target)


def test_the_import_is_light() -> None:
    """Whoever imports the quality names does not wait for numpy or scipy."""
    # pint itself imports numpy where it is installed: what comes on top is counted
    check = (
        "import sys; from ldn_compound import Q; before = set(sys.modules);"
        "import ldn_compound.quality; new = set(sys.modules) - before;"
        "print({name.split('.')[0] for name in new})"
    )

    run = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", check], check=True, capture_output=True, text=True
    )

    assert "ldn_compound" in run.stdout
    assert not any(name in run.stdout for name in ("numpy", "scipy", "matplotlib"))
