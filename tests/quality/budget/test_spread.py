"""A window and a scatter together."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound.quality.budget.spread import Spread
from tests.lazily import library

integrate: Any = library("scipy.integrate")
special: Any = library("scipy.special")

spreads = st.builds(
    Spread,
    mean=st.floats(80, 120),
    half_width=st.just(0.0) | st.floats(0.1, 20),
    sd=st.just(0.0) | st.floats(0.1, 10),
)


def test_a_window_alone_is_even() -> None:
    """Between 90 and 110, a quarter lies below 95, and nothing outside."""
    window = Spread(mean=100, half_width=10, sd=0)

    chances = [window.below(value) for value in (80, 90, 95, 100, 110, 120)]

    assert chances == [0, 0, 0.25, 0.5, 1, 1]


def test_a_scatter_alone_is_normal() -> None:
    """Within one standard deviation lie 68.27 % of a bell."""
    bell = Spread(mean=100, half_width=0, sd=4)

    assert bell.within(96, 104) == pytest.approx(0.6827, abs=5e-5)


def test_neither_is_a_value() -> None:
    """What does not vary lies at its mean, and nowhere else."""
    sure = Spread(mean=100, half_width=0, sd=0)

    assert [sure.below(99.9), sure.below(100), sure.below(100.1)] == [0, 1, 1]
    assert sure.interval(0.95) == (100, 100)


@given(spreads, st.floats(60, 140))
def test_both_are_the_bell_over_the_window(spread: Spread, value: float) -> None:
    """The distribution is the mean of bells whose middle lies evenly in the window."""
    if not (spread.sd and spread.half_width):
        return
    bells, _ = integrate.quad(
        lambda shift: special.ndtr((value - spread.mean - shift) / spread.sd),
        -spread.half_width,
        spread.half_width,
        points=[min(max(value - spread.mean, -spread.half_width), spread.half_width)],
        limit=200,
    )

    # quad is good to 1e-8 of a window up to 40 wide
    assert spread.below(value) == pytest.approx(
        bells / (2 * spread.half_width), abs=1e-8
    )


@given(spreads, st.floats(0.05, 0.999))
def test_the_interval_holds_its_share(spread: Spread, level: float) -> None:
    """As much as was asked for lies within the interval, half of the rest on a side."""
    if not (spread.sd or spread.half_width):
        return
    low, high = spread.interval(level)

    assert spread.within(low, high) == pytest.approx(level, abs=1e-9)
    assert spread.mean - low == pytest.approx(high - spread.mean)


@given(spreads)
def test_expected_values_are_means(spread: Spread) -> None:
    """The mean of the value is its mean; that of its square follows from its sd."""
    mean = spread.expected(lambda values: values)
    square = spread.expected(lambda values: np.square(values - spread.mean))

    assert mean == pytest.approx(spread.mean)
    assert square == pytest.approx(spread.total_sd**2)
