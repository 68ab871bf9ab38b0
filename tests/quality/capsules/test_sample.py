"""Mean and spread of what was measured."""

from __future__ import annotations

from fractions import Fraction
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import FieldError, Q
from ldn_compound.quality import Sample
from ldn_compound.quality.capsules.sample import (
    as_reported,
    list_outliers,
    square_root,
)

HUNDREDTHS = st.integers(0, 30_000).map(lambda hundredths: Fraction(hundredths, 100))


def sample_of(*numbers: float | Fraction, unit: str = "mg") -> Sample:
    """Take a sample of masses or contents."""
    return Sample(values=tuple(Q(f"1 {unit}") * Fraction(str(n)) for n in numbers))


def test_mean_and_spread_by_hand() -> None:
    """Of 98, 100 and 102: mean 100, s = root of (4 + 0 + 4) / 2 = 2."""
    sample = sample_of(98, 102, 100)

    assert (sample.n, sample.mean, sample.sd) == (3, Q("100 mg"), Q("2 mg"))
    assert sample.rsd == Q("2 %")
    assert (sample.least, sample.greatest) == (Q("98 mg"), Q("102 mg"))


def test_contents_stay_in_percent() -> None:
    """The spread of contents is in percent of the label, as they are."""
    assert str(sample_of(98, 102, 100, unit="%").sd) == "2 %"


@given(st.lists(HUNDREDTHS, min_size=2, max_size=30))
def test_against_another_implementation(numbers: list[Fraction]) -> None:
    """Mean and standard deviation are those of the standard library of Python."""
    sample = sample_of(*numbers)

    floats = [float(each) for each in numbers]
    # floats of the second method round to about 1e-13
    assert abs(float(sample.mean.m_as("mg")) - fmean(floats)) <= 1e-9
    assert abs(float(sample.sd.m_as("mg")) - stdev(floats)) <= 1e-9


@given(st.lists(HUNDREDTHS, min_size=2, max_size=30), st.randoms())
def test_order_does_not_matter(numbers: list[Fraction], shuffle: object) -> None:
    """The figures of a sample do not hang on the order of its units."""
    mixed = sorted(numbers, key=lambda _: shuffle.random())  # type: ignore[attr-defined]

    one, other = sample_of(*numbers), sample_of(*mixed)

    assert (one.mean, one.sd) == (other.mean, other.sd)


@given(st.fractions(0, 1000, max_denominator=10**6))
def test_a_root_is_exact_or_cut(number: Fraction) -> None:
    """The root of a square is exact; any root is cut by less than its last decimal."""
    root = square_root(number)

    assert square_root(number**2) == number
    assert root**2 <= number < (root + Fraction(1, 10**40)) ** 2


@pytest.mark.parametrize(
    ("unrounded", "rounded"),
    [
        # half goes up, by one digit beyond the last
        ("15.049 %", "15 %"),
        ("15.04999999 %", "15 %"),
        ("15.05 %", "15.1 %"),
        ("14.95 %", "15 %"),
        ("14.949 %", "14.9 %"),
        ("0 %", "0 %"),
    ],
)
def test_a_result_is_rounded_once(unrounded: str, rounded: str) -> None:
    """A reported figure is rounded half up from the unrounded one."""
    assert as_reported(Q(unrounded), Q("0.1 %")) == Q(rounded)


def test_a_limit_belongs_to_what_is_within() -> None:
    """A unit exactly at the limit is not outside, on either side."""
    found = sample_of(90, 89.9, 110, 110.1).outside(Q("10 %"), Q("100 mg"))

    assert [each.number for each in found] == [2, 4]
    assert [each.deviation for each in found] == [-Q("10.1 %"), Q("10.1 %")]


def test_units_outside_are_named() -> None:
    """A unit outside is told by its number, value and deviation."""
    found = sample_of(100, 84).outside(Q("15 %"), Q("100 mg"))

    assert list_outliers(found) == "no. 2 (84 mg, -16 %)"
    assert list_outliers(()) == "none"


def test_a_sample_of_nothing_is_none() -> None:
    """Nothing was measured, so nothing can be said of it."""
    with pytest.raises(FieldError) as refused:
        Sample(values=())

    assert str(refused.value) == "values: expected one value or more, got none"
