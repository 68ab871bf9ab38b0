"""The exact chance of passing USP <905>."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import FieldError
from ldn_compound.quality import (
    chance_bounds,
    chance_of_passing,
    probability_of_passing,
    simulate_passing,
)
from ldn_compound.quality.passing import exact
from tests.lazily import library
from tests.quality.passing.by_halves import chance_by_halves

integrate: Any = library("scipy.integrate")
stats: Any = library("scipy.stats")

#: What `chance_bounds` allows to each side for the quadrature.
ERROR = 1e-6

#: Mean, deviation and target: where the bound is furthest off, on both sides, and with
#: targets above 101.5 %.
BATCHES = [
    *[(100.0, 6.0, 100.0), (100.0, 7.0, 100.0), (100.0, 8.0, 100.0)],
    *[(95.0, 5.0, 100.0), (92.0, 4.0, 100.0), (110.0, 4.0, 100.0)],
    *[(90.0, 3.0, 100.0), (104.0, 6.5, 100.0), (85.0, 1.0, 100.0)],
    *[(105.0, 7.0, 105.0), (112.0, 7.5, 120.0), (99.0, 7.5, 110.0)],
]


class TestChance:
    """The chance agrees with samples drawn, and with two other ways to work it out."""

    @pytest.mark.requirement("R67")
    @pytest.mark.parametrize(("mean", "sd", "target"), BATCHES)
    def test_agrees_with_simulation(
        self, mean: float, sd: float, target: float
    ) -> None:
        """Of 100,000 samples drawn, the share that passes is near enough."""
        chance = chance_of_passing(mean, sd, target=target)
        rng = np.random.default_rng(905)

        share = simulate_passing(mean, sd, batches=100_000, rng=rng, target=target)

        # four standard errors of the share
        assert abs(chance - share) <= 4 * sqrt(chance * (1 - chance) / 100_000)

    @pytest.mark.requirement("R67")
    @pytest.mark.parametrize(("mean", "sd", "target"), BATCHES)
    def test_agrees_with_the_halves(
        self, mean: float, sd: float, target: float
    ) -> None:
        """Averaged over the first ten and the other twenty, it is the same."""
        chance = chance_of_passing(mean, sd, target=target)

        # the error of 32 nodes in each of four dimensions; 48 leave less than 1e-5
        assert chance == pytest.approx(chance_by_halves(mean, sd, target), abs=5e-5)

    @pytest.mark.parametrize("edge", [83.45, 116.55])
    def test_at_the_edge(self, edge: float) -> None:
        """With a mean of 15.05 % beside M, Student's distribution gives most of it.

        Ten pass where their mean is 2.4 s10 or more inside the edge, so where t of nine
        degrees of freedom is above 2.4 x sqrt(10); thirty above 2 x sqrt(30).
        """
        chance = chance_of_passing(edge, 0.01)

        first, second = stats.t.sf(2.4 * sqrt(10), 9), stats.t.sf(2 * sqrt(30), 29)
        assert first - 1e-9 <= chance <= first + second + 1e-9

    @pytest.mark.parametrize("errors", [1.0, 2.5, 4.0, 6.0])
    def test_near_the_edge(self, errors: float) -> None:
        """Beside the edge the noncentral t gives a lower and an upper value."""
        mean = 83.45 + errors * 0.01
        passes = [
            stats.nct.sf(k * sqrt(n), n - 1, errors * sqrt(n))
            for n, k in ((10, 2.4), (30, 2.0))
        ]

        chance = chance_of_passing(mean, 0.01)

        assert max(passes) - 1e-7 <= chance <= sum(passes) + 1e-7

    @pytest.mark.requirement("R67")
    @pytest.mark.parametrize(
        ("mean", "sd", "bound"),
        [
            # of pip install pycudal==1.0.8, for Python 3.12: five digits of what
            # content_uniformity_bound of cudal.core gives for mean, deviation and 100.0
            *[(100.0, 5.0, 0.99971), (100.0, 6.0, 0.96365), (100.0, 7.0, 0.67584)],
            *[(100.0, 8.0, 0.20343), (95.0, 5.0, 0.83562), (95.0, 6.0, 0.38534)],
            *[(92.0, 4.0, 0.67320), (90.0, 3.0, 0.72026), (90.0, 6.0, 0.02036)],
            *[(105.0, 4.0, 0.99667), (105.0, 7.0, 0.13408), (110.0, 4.0, 0.13307)],
        ],
    )
    def test_above_the_bound_of_pycudal(
        self, mean: float, sd: float, bound: float
    ) -> None:
        """The chance lies between pycudal's lower bound and 1."""
        assert bound <= chance_of_passing(mean, sd) <= 1


class TestLaws:
    """What holds for every batch."""

    @pytest.mark.requirement("R67")
    @given(mean=st.floats(80, 125), sd=st.floats(0, 30), target=st.floats(90, 120))
    def test_between_its_bounds(self, mean: float, sd: float, target: float) -> None:
        """The old bound, lower value, chance, upper value and 1 are in this order."""
        lower, upper = chance_bounds(mean, sd, target=target)

        chance = chance_of_passing(mean, sd, target=target)

        bound = probability_of_passing(mean, sd, target=target)
        assert bound <= lower + 2 * ERROR
        assert 0 <= lower <= chance <= upper <= 1

    @given(mean=st.floats(-1e6, 1e6), sd=st.floats(0, 1e6))
    def test_is_a_probability(self, mean: float, sd: float) -> None:
        """Whatever the batch, the chance lies between 0 and 1."""
        assert 0 <= chance_of_passing(mean, sd) <= 1

    @given(mean=st.floats(98.5, 101.5), sd=st.floats(0, 20), more=st.floats(0, 20))
    def test_more_spread_never_helps(self, mean: float, sd: float, more: float) -> None:
        """In the middle, a batch that spreads more passes less often."""
        even, uneven = chance_of_passing(mean, np.array([sd, sd + more]))

        assert uneven <= even + ERROR

    @given(off=st.floats(0, 20), sd=st.floats(0, 3))
    def test_either_side_is_the_same(self, off: float, sd: float) -> None:
        """As far below 100 % as above, where no single content is outside anyway."""
        below, above = chance_of_passing(np.array([100 - off, 100 + off]), sd)

        assert below == pytest.approx(above, abs=2 * ERROR)

    @given(off=st.floats(0, 20), sd=st.floats(0, 30))
    def test_either_side_is_nearly_the_same(self, off: float, sd: float) -> None:
        """Single contents have a little less room below M than above."""
        below, above = chance_of_passing(np.array([100 - off, 100 + off]), sd)

        assert below == pytest.approx(above, abs=5e-4)

    def test_narrow(self) -> None:
        """On the grid of means 90 to 110 and deviations 1 to 9 it is known to 3e-6."""
        means, sds = np.arange(90, 110.1, 0.5)[:, None], np.arange(1, 9.1, 0.25)

        lower, upper = chance_bounds(means, sds)

        assert (upper - lower).max() <= 3e-6


class TestQuadrature:
    """The error of the quadrature is less than the bounds allow for."""

    @pytest.mark.parametrize("target", [100.0, 108.0])
    def test_with_half_as_many_nodes_again(
        self, monkeypatch: pytest.MonkeyPatch, target: float
    ) -> None:
        """With half as many nodes again the chances stay as they are."""
        rng = np.random.default_rng(905)
        means, sds = rng.uniform(83, 122, 500), 10 ** rng.uniform(-1, 1.3, 500)
        chances = chance_of_passing(means, sds, target=target)

        nodes = [
            name for name in vars(exact) if name.startswith(("_OVER_", "_POLYNOMIAL"))
        ]
        for name in nodes:
            monkeypatch.setattr(exact, name, getattr(exact, name) * 3 // 2)
        monkeypatch.setattr(exact, "_REACH", 8.5)
        exact._table.cache_clear()  # noqa: SLF001
        finer = chance_of_passing(means, sds, target=target)
        exact._table.cache_clear()  # noqa: SLF001

        assert len(nodes) == 5
        # the longer reach is what they differ by
        assert np.abs(finer - chances).max() <= ERROR / 5

    @pytest.mark.parametrize(
        ("mean", "share"), [(98.5, 0.9999), (100.0, 0.98), (90.0, 0.95), (103.0, 0.8)]
    )
    def test_against_drawn_samples(self, mean: float, share: float) -> None:
        """Of samples moved to one mean and deviation, kappa is what passes late."""
        reference = min(max(mean, 98.5), 101.5)
        sd = share * (15.05 - abs(mean - reference)) / 2
        contents = np.random.default_rng(905).normal(size=(100_000, 30))
        contents -= contents.mean(axis=1, keepdims=True)
        contents *= sd / contents.std(axis=1, ddof=1, keepdims=True)
        contents += mean
        first = contents[:, :10].mean(axis=1)
        off = np.abs(np.clip(first, 98.5, 101.5) - first)
        sent_on = off + 2.4 * contents[:, :10].std(axis=1, ddof=1) >= 15.05
        near = (np.abs(contents / reference - 1) <= 0.25).all(axis=1)

        lower, more = exact._missed(np.array([mean]), share, 101.5)  # noqa: SLF001

        share_of_samples = (sent_on & near).mean()
        # four standard errors; the upper value is less than 1e-5 higher
        assert lower[0] == pytest.approx(share_of_samples, abs=4 * sqrt(0.25 / 100_000))
        assert 0 <= more[0] < 1e-5

    def test_against_nested_quadrature(self) -> None:
        """At one mean and deviation of thirty, adaptive quadrature gives kappa."""
        mean, share = 96.0, 0.9
        sd = share * (15.05 - 2.5) / 2  # M = 98.5
        radius = sqrt(29) * sd

        def density(first_sd: float, off: float) -> float:
            # Dirichlet's, of the two coordinates of a half disc of radius 1
            a, b = off * sqrt(15) / radius, 3 * first_sd / radius
            left = max(1 - a * a - b * b, 0.0)
            return float(b**8 * left**8.5)

        def passes(off: float) -> float:
            first = mean + off
            return (15.05 - max(98.5 - first, 0.0, first - 101.5)) / 2.4

        furthest = radius / sqrt(15)

        def over(top: Any) -> float:
            value, _ = integrate.dblquad(
                density, -furthest, furthest, 0.0, top, epsabs=1e-6, epsrel=1e-9
            )
            return float(value)

        whole = over(lambda off: sqrt(max(radius**2 - 15 * off * off, 0.0)) / 3)
        accepted = over(
            lambda off: min(
                sqrt(max(radius**2 - 15 * off * off, 0.0)) / 3, max(passes(off), 0.0)
            )
        )

        lower, more = exact._missed(np.array([mean]), share, 101.5)  # noqa: SLF001

        # nobody is outside but with a chance of some 1e-5
        assert lower[0] + more[0] == pytest.approx(1 - accepted / whole, abs=1e-4)


class TestEvenBatch:
    """A batch without spread passes where its acceptance value is reported as 15.0."""

    @pytest.mark.parametrize(
        ("mean", "target", "passes"),
        [
            # M = 98.5: 98.5 - 83.46 = 15.04, reported as 15.0; 15.06 as 15.1
            (83.46, 100.0, 1.0),
            (83.44, 100.0, 0.0),
            (116.54, 100.0, 1.0),
            (116.56, 100.0, 0.0),
            # an approved target of 105: M = 105, 120.04 - 105 = 15.04
            (120.04, 105.0, 1.0),
            (120.06, 105.0, 0.0),
        ],
    )
    @pytest.mark.parametrize("sd", [0.0, 1e-5])
    def test_passes_or_not(
        self, mean: float, sd: float, target: float, passes: float
    ) -> None:
        """Without spread, or with hardly any, the distance from M decides."""
        chance = chance_of_passing(mean, sd, target=target)

        assert chance == pytest.approx(passes, abs=1e-9)


class TestColumns:
    """One call takes one batch or many."""

    def test_floats_for_floats(self) -> None:
        """One batch gives plain floats."""
        assert type(chance_of_passing(100, 5)) is float
        assert [type(each) for each in chance_bounds(100, 5)] == [float, float]

    @pytest.mark.parametrize(
        ("mean", "sd", "shape"),
        [
            ([100.0, 95.0], 5.0, (2,)),
            (100.0, [4.0, 5.0, 6.0], (3,)),
            (np.full((4, 1), 100.0), np.full(3, 5.0), (4, 3)),
        ],
    )
    def test_arrays_for_arrays(
        self, mean: Any, sd: Any, shape: tuple[int, ...]
    ) -> None:
        """Many batches give arrays of their shape."""
        chances: Any = chance_of_passing(mean, sd)

        assert chances.shape == shape
        assert [each.shape for each in chance_bounds(mean, sd)] == [shape, shape]

    def test_each_of_many_is_as_alone(self) -> None:
        """A batch among 250 has the chance that it has alone."""
        rng = np.random.default_rng(1)
        means, sds = rng.uniform(85, 115, 250), rng.uniform(0, 10, 250)

        chances = chance_of_passing(means, sds)

        for place in (0, 99, 100, 249):  # at the seams of the blocks
            alone = chance_of_passing(float(means[place]), float(sds[place]))
            # sums of products in another order
            assert chances[place] == pytest.approx(alone, abs=1e-13)


class TestRefusals:
    """Impossible figures are refused, with the field named."""

    @pytest.mark.parametrize("function", [chance_of_passing, chance_bounds])
    @pytest.mark.parametrize(
        ("mean", "sd", "field"),
        [
            (float("nan"), 5.0, "mean"),
            ("100", 5.0, "mean"),
            (100.0, -0.1, "sd"),
            ([100.0, 95.0], [1.0, 2.0, 3.0], "mean and sd"),
        ],
    )
    def test_impossible_batches(
        self, function: Any, mean: Any, sd: Any, field: str
    ) -> None:
        """A mean or a deviation that cannot be has no chance of passing."""
        with pytest.raises(FieldError, match=f"^{field}: expected "):
            function(mean, sd)

    def test_impossible_targets(self) -> None:
        """A target far from the label is a slip: 1.0 is not 100 %."""
        with pytest.raises(FieldError, match=r"target: expected 90 to 120 % of the"):
            chance_of_passing(100.0, 5.0, target=1.0)
