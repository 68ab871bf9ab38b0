"""Windows and a scatter together."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from ldn_compound.quality.budget.spread import Spread
from ldn_compound.quality.passing.chance import probability_of_passing
from ldn_compound.quality.passing.exact import chance_of_passing
from ldn_compound.quality.passing.simulation import samples_pass
from tests.lazily import library

integrate: Any = library("scipy.integrate")
special: Any = library("scipy.special")

half_widths = st.floats(0.1, 20)
spreads = st.builds(
    Spread,
    mean=st.floats(80, 120),
    half_widths=st.lists(half_widths, max_size=3).map(tuple),
    sd=st.just(0.0) | st.floats(0.1, 10),
)
one_window = st.builds(
    Spread,
    mean=st.floats(80, 120),
    half_widths=st.tuples(half_widths),
    sd=st.floats(0.1, 10),
)


def test_a_window_alone_is_even() -> None:
    """Between 90 and 110, a quarter lies below 95, and nothing outside."""
    window = Spread(mean=100, half_widths=(10,), sd=0)

    chances = [window.below(value) for value in (80, 90, 95, 100, 110, 120)]

    assert chances == pytest.approx([0, 0, 0.25, 0.5, 1, 1], abs=1e-12)
    assert window.interval(0.9) == (91, 109)


def test_a_scatter_alone_is_normal() -> None:
    """Within one standard deviation lie 68.27 % of a bell."""
    bell = Spread(mean=100, sd=4)

    assert bell.within(96, 104) == pytest.approx(0.6827, abs=5e-5)


def test_neither_is_a_value() -> None:
    """What does not vary lies at its mean, and nowhere else."""
    sure = Spread(mean=100, sd=0)

    assert [sure.below(99.9), sure.below(100), sure.below(100.1)] == [0, 1, 1]
    assert sure.interval(0.95) == (100, 100)
    assert sure.expected(lambda values: 2 * values) == 200


def test_the_deviation_of_all() -> None:
    """A window of 6 either way has a variance of 12, a bell of 2 one of 4: 16."""
    both = Spread(mean=100, half_widths=(6,), sd=2)

    assert both.total_sd == pytest.approx(4)
    assert evolve(both, half_widths=(6, 3)).total_sd == pytest.approx(19**0.5)


def exactly(spread: Spread, value: float) -> float:
    """Return the chance below a value, of one window, by adaptive quadrature."""
    half, ratio = spread.half_widths[0] / spread.mean, value / spread.mean
    edge = min(max((ratio - 1) / half, -1), 1)
    chance, _ = integrate.quad(
        lambda u: special.ndtr((ratio / (1 + half * u) - 1) * spread.mean / spread.sd),
        *(-1, 1),
        points=[edge],
        limit=400,
    )
    return float(chance) / 2


@given(one_window, st.floats(60, 140))
def test_a_window_and_a_bell_are_their_product(spread: Spread, value: float) -> None:
    """A second integral, to 0.0001; a window that hardly shows joins the bell.

    Such a window of a hundredth of the variance and a bell of at most 12.5 % have
    together a skewness of 2 h^2 / s = 0.06 s at most, which the bell has not: 0.0075,
    a sixth of which times 0.4 is 0.0005.
    """
    slight = spread.half_widths[0] ** 2 / 3 <= 0.011 * spread.total_sd**2
    off = 1e-3 if slight else 1e-4

    assert spread.below(value) == pytest.approx(exactly(spread, value), abs=off)


@pytest.mark.parametrize("value", [82, 90, 95, 103])
def test_two_windows_by_a_double_integral(value: float) -> None:
    """Halves of 8 and 6 of 95, and a bell of 2."""
    spread = Spread(mean=95, half_widths=(8, 6), sd=2)

    expected, _ = integrate.dblquad(
        lambda u, v: special.ndtr(
            (value / 95 / ((1 + 8 / 95 * u) * (1 + 6 / 95 * v)) - 1) * 95 / 2
        ),
        *(-1, 1, -1, 1),
        epsabs=1e-6,
    )

    assert spread.below(value) == pytest.approx(expected / 4, abs=1e-5)


def test_three_windows_and_a_fourth_by_simulation() -> None:
    """A million drawn products; the fourth and narrowest window joins the bell.

    Four standard errors of a share of a million are 0.002.
    """
    random = np.random.default_rng(18)
    halves = (9.0, 7.0, 6.0, 5.0)
    spread = Spread(mean=95, half_widths=halves, sd=1.5)
    drawn = 95 * (1 + 1.5 / 95 * random.standard_normal(1_000_000))
    for half in halves:
        drawn *= 1 + random.uniform(-half, half, len(drawn)) / 95

    for value in (80, 88, 95, 102, 110):
        assert spread.below(value) == pytest.approx(np.mean(drawn <= value), abs=2e-3)
    low, high = spread.interval(0.95)
    assert np.mean((drawn >= low) & (drawn <= high)) == pytest.approx(0.95, abs=2e-3)


def test_windows_without_a_scatter() -> None:
    """Of two windows alone, a million products say the same, to 0.0025.

    Besides 0.002, 0.0005: sixteen places of the narrower one are as good as that.
    """
    random = np.random.default_rng(19)
    spread = Spread(mean=100, half_widths=(10, 9), sd=0)
    first, second = random.uniform(-1, 1, (2, 1_000_000))
    drawn = 100 * (1 + 0.1 * first) * (1 + 0.09 * second)

    for value in (85, 90, 100, 108):
        assert spread.below(value) == pytest.approx(np.mean(drawn <= value), abs=0.0025)


@given(spreads, st.floats(60, 140))
def test_the_order_of_windows_does_not_matter(spread: Spread, value: float) -> None:
    """A product has no order."""
    chances = {
        round(evolve(spread, half_widths=each).below(value), 12)
        for each in permutations(spread.half_widths)
    }

    assert max(chances) - min(chances) <= 1e-12


def test_nothing_is_negative() -> None:
    """A window down to zero has no content below, and a mean that is its mean."""
    wide = Spread(mean=50, half_widths=(50,), sd=3)

    assert wide.below(-1) == 0
    assert wide.below(200) == 1
    assert wide.expected(lambda values: values) == pytest.approx(50, abs=0.01)


@given(spreads, st.floats(0.05, 0.999))
def test_the_interval_holds_its_share(spread: Spread, level: float) -> None:
    """As much as was asked for lies within, and as far down as up."""
    if not spread.reach:
        return
    low, high = spread.interval(level)

    assert spread.within(low, high) == pytest.approx(level, abs=1e-3)
    assert spread.mean - low == pytest.approx(high - spread.mean)


@given(spreads)
@example(Spread(mean=80.0, half_widths=(1.0, 10.0), sd=0.0))  # the narrow one joins
def test_expected_values_are_means(spread: Spread) -> None:
    """The mean of the value is its mean; its variance is that of a product.

    Of independent factors, 1 + v is the product of 1 + v_i.
    """
    mean = spread.expected(lambda values: values)
    square = spread.expected(lambda values: np.square(values - spread.mean))

    relative = [each**2 / 3 / spread.mean**2 for each in spread.half_widths]
    product = np.prod(
        [1 + each for each in (*relative, (spread.sd / spread.mean) ** 2)]
    )
    assert mean == pytest.approx(spread.mean, rel=1e-4)
    assert square == pytest.approx((product - 1) * spread.mean**2, rel=0.02, abs=1e-6)


def test_the_chance_of_a_batch_that_varies() -> None:
    """A mean of 110, batches by 4 and capsules by 1: 0.876, and not 0.900.

    40 000 drawn batches, one sample of each, pass as often, within four standard
    errors; the published lower bound, so averaged, is 0.871.
    """
    batches = Spread(mean=110, sd=4)
    random = np.random.default_rng(905)
    means = random.normal(110, 4, (40_000, 1))
    passed = samples_pass(means + random.standard_normal((40_000, 30))).mean()

    found = batches.expected(lambda each: chance_of_passing(each, np.ones_like(each)))
    bound = batches.expected(
        lambda each: probability_of_passing(each, np.ones_like(each))
    )

    assert found == pytest.approx(0.876, abs=1e-3)
    assert found == pytest.approx(float(passed), abs=4 * 0.33 / 200)
    assert bound == pytest.approx(0.871, abs=1e-3)


def test_quantiles_are_where_shares_lie_below() -> None:
    """Of a window from 90 to 110, and a bell of 4 around 100."""
    window, bell = Spread(mean=100, half_widths=(10,), sd=0), Spread(mean=100, sd=4)

    assert window.quantiles(np.array([0.25, 0.5])) == pytest.approx([95, 100], abs=0.05)
    # the middle 68.27 % are within one deviation
    middle = bell.quantiles(np.array([0.158655, 0.841345]))
    assert middle == pytest.approx([96, 104], abs=0.02)
