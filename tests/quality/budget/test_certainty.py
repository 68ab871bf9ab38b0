"""The chance of passing and the two intervals: laws, and cases with a second method."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound.quality import MeasuredCv, ParticleSize
from ldn_compound.quality.budget.certainty import Certainty, certainty
from ldn_compound.quality.budget.contribution import Contribution
from ldn_compound.quality.budget.products import of_products
from ldn_compound.quality.budget.shapes import Shape
from ldn_compound.quality.passing.exact import chance_of_passing
from ldn_compound.quality.passing.simulation import samples_pass
from ldn_compound.quantities.units import Q
from tests.lazily import library

stats: Any = library("scipy.stats")

DOSE = Q("4.5 mg/capsule")
#: How far two chances may be apart by what their simulations leave open: three standard
#: errors of a share of 10 000, or of 40 000 where contents are simulated.
ALLOWANCE = 0.015


def moves(cause: Any, kind: Any, size: float, **more: Any) -> Contribution:
    """Return a contribution of a size in percent."""
    return Contribution(
        name=cause, cause=cause, kind=kind, uncertainty=size, basis="-", **more
    )


def window(cause: Any, half: float, mean: float = 100.0) -> Contribution:
    """Return a window of a half width in percent."""
    return moves(cause, "batch", half / 3**0.5, half_width=half, mean=mean)


@cache
def sure(*contributions: Contribution, claim: float = 100.0) -> Certainty:
    """Return how sure a dose is of normal contents."""
    return certainty(claim, contributions, level=0.95)


def simulated(blend: Contribution, *others: Contribution, **shape: Any) -> Certainty:
    """Return how sure a dose is of contents that are not normal."""
    return certainty(
        100.0, (blend, *others), level=0.95, shape=Shape(dose=DOSE, **shape)
    )


FILL = moves("fill", "capsule", 3.0)
BLEND = moves("blend", "capsule", 4.0)


def test_of_bells_alone_the_chance_is_exact() -> None:
    """Capsules of 5 % around 100: the exact chance, less three cases in 10 000.

    Fill and blend are a product, of a deviation of 5.0014 %: the root of
    1.0009 x 1.0016 - 1.
    """
    found = sure(FILL, BLEND)

    assert found.capsule.sd == pytest.approx(5.0014, abs=1e-4)
    exact = chance_of_passing(100.0, found.capsule.sd)
    assert exact - 0.004 <= found.chance_of_passing <= exact
    assert found.chance_mean_within == 1


def test_a_batch_that_does_not_vary_is_the_batch_in_hand() -> None:
    """95 % of a bell of 5.0014 are within 1.95996 of that, 9.8026."""
    found = sure(FILL, BLEND)

    for each in (found.interval, found.interval_in_hand):
        assert each == pytest.approx((100 - 9.8026, 100 + 9.8026), abs=1e-3)


def test_the_batch_in_hand_by_hand() -> None:
    """Means by 3, capsules by 4 %: 95 % of batches lie within 5.88 of 100.

    Of a batch at 105.88 capsules have a deviation of 4.2352; 95 % of them lie below
    1.6449 of that above, 112.846: the lower end is too far away to count. Means are
    tried in steps of 0.06, and the next larger one is taken.
    """
    found = sure(moves("lot", "batch", 3.0), moves("blend", "capsule", 4.0))

    low, high = found.interval_in_hand
    assert 0 <= high - (105.88 + 1.6449 * 4.2352) <= 0.06
    assert 100 - low == pytest.approx(high - 100)
    # over all batches: 1.95996 x (9 + 16 x 1.0009) ** 0.5 = 9.8026
    assert found.interval == pytest.approx((90.197, 109.803), abs=0.01)


def test_a_measured_deviation_widens_both() -> None:
    """Of ten portions a capsule is off by a t distribution with nine degrees.

    95 % of that lie within 2.2622 deviations, not 1.9600. In the batch in hand, 95 %
    of true deviations are below 4 x (9 / 3.3251) ** 0.5 = 6.5808.
    """
    found = sure(moves("blend", "capsule", 4.0, portions=10))

    low, high = found.interval
    assert (high - low) / 2 == pytest.approx(2.2622 * 4, rel=0.005)
    low, high = found.interval_in_hand
    assert (high - low) / 2 == pytest.approx(1.95996 * 6.5808, rel=0.005)


def test_two_measured_deviations_are_put_into_bins() -> None:
    """Against 400 000 drawn batches, each with a fill and a blend of its own."""
    fill, blend = (
        moves("fill", "capsule", 3.0, portions=10),
        moves("blend", "capsule", 4.0, portions=6),
    )
    random = np.random.default_rng(4)
    number = 400_000
    true = [
        size / 100 * np.sqrt((n - 1) / random.chisquare(n - 1, number))
        for size, n in ((3, 10), (4, 6))
    ]
    drawn = 100 * np.prod(
        [1 + each * random.standard_normal(number) for each in true], 0
    )

    found = sure(fill, blend)

    low, high = found.interval
    # four standard errors of a share of 400 000 are 0.0014, and bins leave 0.001
    inside = np.mean((drawn >= low) & (drawn <= high))
    assert inside == pytest.approx(0.95, abs=0.0024)
    both = np.sqrt((1 + true[0] ** 2) * (1 + true[1] ** 2) - 1)
    low, high = found.interval_in_hand
    held = np.mean(1.95996 * 100 * both <= (high - low) / 2)
    assert held == pytest.approx(0.95, abs=0.005)


def test_the_laboratory_moves_the_chance_only() -> None:
    """Its errors are not in the capsules, but a test of them finds more scatter."""
    alone = sure(FILL, BLEND)
    tested = sure(
        FILL,
        BLEND,
        moves("laboratory bias", "laboratory bias", 2.0),
        moves("laboratory scatter", "laboratory scatter", 2.0),
    )

    assert tested.interval == alone.interval
    assert tested.interval_in_hand == alone.interval_in_hand
    assert tested.capsule == alone.capsule
    random = np.random.default_rng(5)
    bias = 1 + 0.02 * random.standard_normal((60_000, 1))
    own = np.prod(
        [
            1 + each * random.standard_normal((60_000, 30))
            for each in (0.03, 0.04, 0.02)
        ],
        0,
    )
    truth = float(samples_pass(100 * bias * own).mean())
    error = (truth * (1 - truth) / 60_000) ** 0.5
    assert truth - 0.01 <= tested.chance_of_passing <= truth + 3 * error
    assert tested.chance_of_passing < alone.chance_of_passing - 0.01


sizes = st.sampled_from([1.0, 2.0, 4.0, 7.0])


@given(sizes, st.sampled_from([0.0, 4.0, 8.0]))
def test_worse_mixing_never_raises_the_chance(lot: float, half: float) -> None:
    """A larger deviation of the portions of a dilution, all else the same."""
    others = [moves("lot", "batch", lot), window("recovery", half, 95.0), BLEND]
    chances = [
        sure(*others, moves("mixing", "batch", cv)).chance_of_passing
        for cv in (0.0, 3.0, 6.0)
    ]

    assert all(worse <= better + ALLOWANCE for better, worse in pairwise(chances))


@given(sizes)
def test_more_lost_never_raises_the_chance(lot: float) -> None:
    """Less recovered, around the label and below it."""
    chances = [
        sure(
            moves("lot", "batch", lot), BLEND, window("recovery", 4.0, kept)
        ).chance_of_passing
        for kept in (98.0, 94.0, 90.0, 85.0)
    ]

    assert all(worse <= better + ALLOWANCE for better, worse in pairwise(chances))


@pytest.mark.parametrize("lot", [1.0, 4.0])
def test_fewer_portions_never_raise_the_chance(lot: float) -> None:
    """A deviation that rests on fewer of them is less sure.

    Where a chance is below a half, an unsure deviation may be a hope: not here.
    """
    chances = [
        sure(
            moves("lot", "batch", lot),
            moves("blend", "capsule", 3.0, portions=portions),
        ).chance_of_passing
        for portions in (10, 5)
    ]
    exactly = sure(moves("lot", "batch", lot), moves("blend", "capsule", 3.0))

    for better, worse in pairwise([exactly.chance_of_passing, *chances]):
        assert worse <= better + ALLOWANCE


@given(
    st.permutations([window("lot", 8.0), window("recovery", 5.0), window("loss", 3.0)])
)
def test_the_order_of_windows_does_not_matter(windows: list[Contribution]) -> None:
    """Intervals and the chance of a mean are the same, that of passing nearly so."""
    first = sure(
        window("lot", 8.0), window("recovery", 5.0), window("loss", 3.0), BLEND
    )

    found = sure(*windows, BLEND)

    assert found.interval == pytest.approx(first.interval, abs=1e-6)
    assert found.interval_in_hand == pytest.approx(first.interval_in_hand, abs=1e-5)
    assert found.chance_of_passing == pytest.approx(
        first.chance_of_passing, abs=ALLOWANCE
    )


def test_a_product_of_bells_is_no_bell() -> None:
    """Batches by 8 and 8 %: 300 000 products pass as often as the corrected chance."""
    both = (moves("lot", "batch", 8.0), moves("mixing", "batch", 8.0))
    random = np.random.default_rng(6)
    means = np.prod([1 + 0.08 * random.standard_normal((60_000, 1)) for _ in both], 0)
    own = 1 + 0.04 * random.standard_normal((60_000, 30))
    truth = float(samples_pass(100 * means * own).mean())

    found = sure(*both, BLEND).chance_of_passing

    error = (truth * (1 - truth) / 60_000) ** 0.5
    assert truth - 0.02 <= found <= truth + 3 * error


def test_a_correction_stays_a_chance() -> None:
    """Nothing is taken off below zero, and where nothing varies three cases are."""
    certain = moves("lot", "batch", 0.0)

    assert of_products(1.0, 100.0, [certain], samples=10_000) == 1
    assert of_products(0.99, 100.0, [certain], samples=10_000) == pytest.approx(0.9897)
    assert of_products(0.0, 60.0, [certain], samples=10_000) == 0


def test_lumps_by_simulation() -> None:
    """2 % of capsules lumpy at a coefficient of variation of 5 %: 0.81, not 0.997.

    A lump holds 0.05 / (0.02 x 0.98) ** 0.5 = 35.7 % more: one of ten fails the first
    stage, and one of thirty the second, where it is beyond 125 %. 0.98 ** 10 = 0.817 of
    samples have none among ten.
    """
    found = simulated(moves("blend", "capsule", 5.0), FILL, lumps=0.02)
    alone = simulated(moves("blend", "capsule", 5.0), lumps=0.02)

    assert alone.chance_of_passing == pytest.approx(0.98**10, abs=0.012)
    assert found.chance_of_passing < alone.chance_of_passing + 0.01
    normal = sure(moves("blend", "capsule", 5.0))
    assert normal.chance_of_passing > 0.98


@pytest.mark.parametrize("skewed", [1.5, -1.5, 0.0])
def test_a_skewness_by_simulation(skewed: float) -> None:
    """Drawn by another generator: Pearson's third type, and a bell for none."""
    blend = moves("blend", "capsule", 6.0)
    drawn = stats.pearson3.rvs(skewed, 100, 6, (30_000, 30), random_state=7)
    truth = float(samples_pass(drawn).mean())

    found = simulated(blend, skewness=skewed)

    error = (truth * (1 - truth) / 30_000) ** 0.5
    assert truth - 0.015 <= found.chance_of_passing <= truth + 3 * error
    low, high = found.interval
    inside = ((drawn >= low) & (drawn <= high)).mean()
    assert inside == pytest.approx(0.95, abs=0.005)


def test_a_shape_on_few_portions() -> None:
    """A blend that rests on six portions has a chance of its own, and more reach."""
    known = simulated(BLEND, FILL, skewness=0.5)
    measured = simulated(
        evolve(BLEND, portions=6),
        evolve(FILL, portions=10),
        moves("lot", "batch", 1.0),
        skewness=0.5,
    )

    assert measured.chance_of_passing < known.chance_of_passing
    assert measured.interval_in_hand[0] < known.interval_in_hand[0]


def test_particles_are_drawn() -> None:
    """Few coarse ones: the share that passes is that of contents drawn of them."""
    coarse = ParticleSize(
        250, basis="mass median", geometric_sd=1.5, true_density="1.3 g/mL"
    )
    blend = moves("blend", "capsule", 5.0)

    found = simulated(blend, particles=coarse)

    assert 0 < found.chance_of_passing < 1
    assert found.interval[0] < 100 < found.interval[1]


def test_more_portions_are_as_good_as_all() -> None:
    """A thousand portions say what one knows exactly, to within a hundredth."""
    exact = MeasuredCv(cv="4 %", portions=1000)

    measured = sure(moves("blend", "capsule", 4.0, portions=exact.portions))

    known = sure(BLEND)
    assert measured.interval == pytest.approx(known.interval, abs=0.03)
