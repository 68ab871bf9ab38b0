"""The acceptance value, and the figures of two mass checks."""

from __future__ import annotations

from fractions import Fraction
from statistics import fmean, stdev
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import FieldError, Q, UnitError
from ldn_compound.calc.uniformity import (
    acceptance_constant,
    acceptance_value,
    loss,
    mass_acceptance_value,
    reference_value,
)

HUNDREDTHS = st.integers(0, 20_000).map(lambda hundredths: Fraction(hundredths, 100))
TARGETS = st.sampled_from([Fraction(100), Fraction("101.5"), Fraction(105)])


@pytest.mark.parametrize(
    ("mean", "target", "reference"),
    [
        # T up to 101.5: bounded by 98.5 and 101.5, which both branches share
        ("97 %", 100, "98.5 %"),
        ("98.5 %", 100, "98.5 %"),
        ("100.2 %", 100, "100.2 %"),
        ("101.5 %", 100, "101.5 %"),
        ("105.9 %", 100, "101.5 %"),
        ("102 %", "101.5", "101.5 %"),
        # a target below 98.5 opens no window: the limit is 101.5 all the same
        ("100 %", 95, "100 %"),
        # T above 101.5: bounded by 98.5 and T
        ("97 %", 105, "98.5 %"),
        ("103 %", 105, "103 %"),
        ("105 %", 105, "105 %"),
        ("106.5 %", 105, "105 %"),
    ],
)
def test_the_reference_by_target(mean: str, target: int | str, reference: str) -> None:
    """M is the mean, as far as 98.5 and the greater of 101.5 and T allow."""
    assert reference_value(mean, target) == Q(reference)


def test_both_terms_count() -> None:
    """The distance of the mean and the spread are added, not the greater of them."""
    # M = 98.5: 8.5 + 2.4 x 4 = 18.1; the greater term alone would be 9.6
    assert acceptance_value(90, 4, 10) == Q("18.1 %")


def test_thirty_units_have_a_constant_of_their_own() -> None:
    """The spread counts 2.4 times in ten units and 2.0 times in thirty."""
    ten, thirty = acceptance_value(100, 7, 10), acceptance_value(100, 7, 30)

    # 2.4 x 7 = 16.8, 2.0 x 7 = 14
    assert (ten, thirty) == (Q("16.8 %"), Q("14 %"))
    assert acceptance_constant(10) == Fraction("2.4")
    assert acceptance_constant(30) == Fraction(2)


@pytest.mark.requirement("R60")
@pytest.mark.parametrize("n", [0, 9, 11, 20, 31, True, "ten"])
def test_no_other_sample_has_a_constant(n: int) -> None:
    """The acceptance value is defined for 10 and for 30 units."""
    with pytest.raises(FieldError, match=r"n: expected 10 or 30 units, got"):
        acceptance_value(100, 3, n)


@pytest.mark.parametrize(
    ("given_as", "expected"),
    [
        ("105.9", Q("16.4 %")),
        ("105.9 %", Q("16.4 %")),
        (105.9, Q("16.4 %")),
        (Q("105.9 %"), Q("16.4 %")),
        (Fraction("105.9"), Fraction("16.4")),
    ],
)
def test_numbers_are_percent_of_the_label(given_as: str, expected: Fraction) -> None:
    """A bare number is in percent, and a Fraction stays one."""
    # USP, FAQ on <905>: mean 105.9, s 5.0, n 10 give 16.4
    assert acceptance_value(given_as, 5, 10) == expected


@pytest.mark.parametrize(
    ("field", "arguments"),
    [
        ("mean", {"mean": "105.9 mg", "sd": 5}),
        ("mean", {"mean": float("nan"), "sd": 5}),
        ("sd", {"mean": 100, "sd": -5}),
        ("sd", {"mean": 100, "sd": None}),
        ("target", {"mean": 100, "sd": 5, "target": True}),
        ("target", {"mean": Fraction(100), "sd": 5, "target": float("inf")}),
    ],
)
def test_what_is_no_content_is_refused(field: str, arguments: dict[str, int]) -> None:
    """The message names the figure that is none."""
    with pytest.raises(FieldError, match=rf"{field}: expected a.*, got"):
        acceptance_value(n=10, **arguments)


@given(mean=HUNDREDTHS, sd=HUNDREDTHS, n=st.sampled_from([10, 30]), target=TARGETS)
def test_quantities_fractions_and_arrays_agree(
    mean: Fraction, sd: Fraction, n: int, target: Fraction
) -> None:
    """One formula, several arithmetics: exactly, or to 1e-12 for floats."""
    by_fraction = acceptance_value(mean, sd, n, target)
    by_quantity = acceptance_value(Q("1 %") * mean, Q("1 %") * sd, n, Q("1 %") * target)
    by_array = acceptance_value(
        np.array([float(mean)]), np.array([float(sd)]), n, float(target)
    )

    assert Q("1 %") * by_fraction == by_quantity
    assert by_array.dtype == np.float64
    # floats round: 1e-12 of the largest term
    assert abs(by_array[0] - float(by_fraction)) <= 1e-12 * 1000


@pytest.mark.requirement("R60")
@given(contents=st.lists(HUNDREDTHS, min_size=30, max_size=30), target=TARGETS)
def test_against_the_table_of_the_chapter(
    contents: list[Fraction], target: Fraction
) -> None:
    """The formula gives what the cases of the table give, written out one by one."""
    numbers = [float(each) for each in contents]
    mean, sd = fmean(numbers), stdev(numbers)
    upper = 101.5 if target <= Fraction("101.5") else float(target)
    if mean < 98.5:
        by_table = 98.5 - mean + 2.0 * sd
    elif mean <= upper:
        by_table = 2.0 * sd
    else:
        by_table = mean - upper + 2.0 * sd

    value = acceptance_value(mean, sd, 30, float(target)).m_as("%")

    assert abs(float(value) - by_table) <= 1e-9  # floats of the second method


@given(mean=HUNDREDTHS, sd=HUNDREDTHS, target=TARGETS)
def test_spread_and_distance_never_help(
    mean: Fraction, sd: Fraction, target: Fraction
) -> None:
    """The acceptance value is at least k s, and a wider spread never lowers it."""
    value = acceptance_value(mean, sd, 10, target)

    assert value >= sd * Fraction("2.4")
    assert acceptance_value(mean, sd + 1, 10, target) == value + Fraction("2.4")


def test_loss_is_a_share_of_what_was_weighed_in() -> None:
    """Of 18 g, 17.64 g are filled: 0.36 / 18 = 2 % are lost; more filled is a gain."""
    assert loss("18 g", "17.64 g") == Q("2 %")
    assert loss("10 g", "10.1 g") == -Q("1 %")


def test_the_value_of_masses_adds_gap_and_spread() -> None:
    """Mean 171 mg of 180 mg is 5 % short; twice a spread of 2 % makes 9 %."""
    assert mass_acceptance_value("171 mg", "180 mg", "2 %") == Q("9 %")
    # too heavy counts as much: 189 mg is 5 % over
    assert mass_acceptance_value("189 mg", "180 mg", "2 %") == Q("9 %")


def test_a_mass_has_a_unit() -> None:
    """A bare number is no mass."""
    with pytest.raises(UnitError, match=r"expected an amount .*'180'"):
        mass_acceptance_value("171 mg", "180", "2 %")


@pytest.mark.parametrize("n", [9, "ten"])
def test_the_refusal_of_a_sample_shows_it(n: Any) -> None:
    """The person sees how many units came, and why they have no value."""
    message = f"got {n!r}; no other has a constant$"

    with pytest.raises(FieldError, match=message):
        acceptance_value(100, 3, n)


def test_beside_a_column_a_figure_may_be_text() -> None:
    """100 % with a spread of 5 %: 2.4 x 5 = 12, for each row; the target too."""
    value = acceptance_value(np.array([100.0, 100.0]), "5 %", 10, "100 %")

    assert value.tolist() == [12.0, 12.0]


def test_beside_a_column_a_wrong_figure_is_named() -> None:
    """The message names the figure that is none, whatever the others are."""
    with pytest.raises(FieldError, match=r"^sd: expected"):
        acceptance_value(np.array([100.0]), -5, 10)
