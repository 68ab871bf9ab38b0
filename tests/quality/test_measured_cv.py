"""The CV of few portions, its upper limit and its fiducial distribution.

By hand, for a CV of 3 % of ten portions: the 5 % quantile of chi-square with nine
degrees of freedom is 3.3251, so that without a correction the true CV is below
3 x root(9 / 3.3251) = 4.9356 %; with Vangel's the room is
3.3251 / 9 - 0.0009 x (1 - 5.3251 / 10) = 0.369456 - 0.000421 = 0.369035, and
3 / root(0.369035) = 4.9384 %.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from ldn_compound import FieldError, Q
from ldn_compound.quality import MeasuredCv
from tests.lazily import library

integrate: Any = library("scipy.integrate")
stats: Any = library("scipy.stats")


def exact_chance(cv: float, true_cv: float, portions: int) -> float:
    """Return the chance of a CV of at most *cv*, by quadrature over the spread."""

    def density(square: float) -> float:
        spread = true_cv * np.sqrt(square / (portions - 1))
        mean_above = stats.norm.sf((spread / cv - 1) / true_cv * np.sqrt(portions))
        return float(stats.chi2.pdf(square, portions - 1) * mean_above)

    chance, _ = integrate.quad(density, 0, 20 * portions, limit=400)
    return float(chance)


@pytest.mark.requirement("R108")
def test_the_upper_limit_is_that_of_hand_arithmetic() -> None:
    """Rounded up to a thousandth of a percent."""
    assert MeasuredCv(cv="3 %", portions=10).upper_limit() == Q("4.939 %")


def test_the_upper_limit_is_that_of_a_published_example() -> None:
    """The manual of statpsych: 3.65 / 24.5 of 40, upper limit 0.1926778."""
    measured = MeasuredCv(cv=Q("3650 %") / 245, portions=40)

    upper = float(measured.upper_limit(0.975).m_as("%"))

    # two approximations, of which the program takes the one of a standardised mean
    assert upper == pytest.approx(19.26778, abs=0.02)


@pytest.mark.parametrize("portions", [3, 6, 10, 20])
@pytest.mark.parametrize("cv", ["1 %", "3 %", "6 %", "10 %"])
def test_the_upper_limit_is_nearly_exact(cv: str, portions: int) -> None:
    """At the limit, a CV as small or smaller is seen in 5 % of studies."""
    measured = MeasuredCv(cv=cv, portions=portions)
    observed, upper = (
        float(each.m_as("%")) / 100 for each in (measured.cv, measured.upper_limit())
    )

    # the limit is rounded up, by up to a thousandth of a percent of 1.4 %
    assert exact_chance(observed, upper, portions) == pytest.approx(0.05, abs=5e-4)


def test_few_portions_that_vary_much_bound_nothing() -> None:
    """Three portions of a CV of 20 %: up to 100.8 % cannot be excluded."""
    assert MeasuredCv(cv="20 %", portions=3).upper_limit() == Q("100 %")
    assert MeasuredCv(cv="130 %", portions=3).upper_limit() == Q("130 %")


def test_no_spread_has_no_upper_limit_above_it() -> None:
    """Portions that are all alike, to the digits that were reported."""
    assert MeasuredCv(cv="0 %", portions=10).upper_limit() == Q("0 %")


def test_more_portions_bound_more() -> None:
    """The more portions, the nearer the limit is to what was measured."""
    limits = [MeasuredCv(cv="3 %", portions=n).upper_limit() for n in range(2, 40)]

    assert limits == sorted(limits, reverse=True)


def test_quantiles_are_those_of_tables_of_chi_square() -> None:
    """At 5, 50 and 95 %: 3 x root(9 / 16.919), root(9 / 8.343), root(9 / 3.325)."""
    measured = MeasuredCv(cv="3 %", portions=10)

    quantiles = measured.quantiles([0.05, 0.5, 0.95])

    # the digits that the table prints
    assert quantiles == pytest.approx([2.1880, 3.1159, 4.9357], abs=2e-4)


def test_quantiles_are_those_of_draws() -> None:
    """A second method: 3 % over the spread of a sample of ten that vary by one."""
    rng = np.random.default_rng(20)
    spreads = rng.normal(size=(200_000, 10)).std(axis=1, ddof=1)
    chances = [0.1, 0.5, 0.9]

    drawn = np.quantile(3 / spreads, chances)

    quantiles = MeasuredCv(cv="3 %", portions=10).quantiles(chances)
    # five standard errors of a quantile of 200,000 draws
    assert drawn == pytest.approx(quantiles, rel=0.01)


def test_one_probability_gives_one_quantile() -> None:
    """A number is taken as well as a column."""
    assert MeasuredCv(cv="3 %", portions=10).quantiles(0.5).shape == ()


REFUSED: list[tuple[Callable[[], Any], str]] = [
    (lambda: MeasuredCv(cv="3 mg", portions=10), r"cv: .*'3 %'"),
    (lambda: MeasuredCv(cv="-3 %", portions=10), r"cv: .*'3 %'"),
    (lambda: MeasuredCv(cv="3 %", portions=1), r"portions: expected 2 to 1000"),
    (lambda: MeasuredCv(cv="3 %", portions=1001), r"portions: expected 2 to 1000"),
    (lambda: MeasuredCv(cv="3 %", portions="x"), r"portions: .*whole number"),
    (lambda: MeasuredCv(cv="3 %", portions=9).upper_limit(95), r"confidence: "),
    (lambda: MeasuredCv(cv="3 %", portions=9).quantiles([1]), r"probabilities: "),
]


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_what_is_no_measured_cv_is_refused(number: int) -> None:
    """The field is named."""
    asked, message = REFUSED[number]

    with pytest.raises(FieldError, match=rf"^{message}"):
        asked()
