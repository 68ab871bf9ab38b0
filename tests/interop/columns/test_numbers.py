"""Column numbers: the decimals that were meant, whatever the cells are made of."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import Balance
from ldn_compound.interop.columns import OUTPUTS, plan_columns
from ldn_compound.interop.columns.numbers import in_other_unit, numbers_of
from tests.interop.columns.test_columns import orders

BALANCE = Balance(readability="1 mg")


@given(st.integers(0, 10**6), st.sampled_from([1, 10, 1000]))
def test_floats_of_fewer_digits_are_the_decimals_they_show(whole: int, by: int) -> None:
    """Six digits in 4 bytes are the decimal that is read, not the float's own tail."""
    decimal = Fraction(whole, by)
    cells = np.array([float(decimal)], dtype=np.float32)

    assert numbers_of(cells)[0] == float(decimal)


def test_halves_of_two_bytes_are_read_too() -> None:
    """A float of 2 bytes shows 4.5 and 171.2; what is no number stays none."""
    cells = np.array([4.5, 171.2, np.nan, np.inf], dtype=np.float16)

    found = numbers_of(cells)

    assert list(found[:2]) == [4.5, 171.2]
    assert np.isnan(found[2])
    assert np.isinf(found[3])


@pytest.mark.parametrize(
    "cell",
    [
        np.float32(171.2),
        np.float64(171.2),
        Decimal("171.2"),
        Fraction(1712, 10),
        "171.2",
    ],
    ids=lambda cell: type(cell).__name__,
)
def test_numbers_of_every_kind_are_numbers(cell: object) -> None:
    """Among other cells, a number of numpy is a number as one of Python is."""
    cells = np.array([None, None], dtype=object)
    cells[0] = cell

    assert numbers_of(cells)[0] == 171.2


def test_whole_numbers_of_numpy_are_numbers_and_truth_is_none() -> None:
    """An order of 100 is one in any integer type; True is not one capsule.

    Nor is a number that no float holds.
    """
    none: list[object] = [np.bool_(1), True, 10**400]
    cells = np.array([np.int64(100), np.uint8(7), *none], dtype=object)

    found = numbers_of(cells)

    assert list(found[:2]) == [100, 7]
    assert np.isnan(found[2:]).all()
    assert np.isnan(numbers_of(np.array([1j]))).all()


@given(st.integers(0, 10**7), st.sampled_from([(10**3, 10**7), (10**-3, 10**4)]))
def test_a_change_of_unit_gives_the_decimal(
    whole: int, scales: tuple[float, int]
) -> None:
    """Grams and micrograms become the mg that a person would write."""
    factor, parts = scales
    meant = Fraction(whole, parts) * Fraction(str(factor))

    assert in_other_unit(np.array([whole / parts]), factor)[0] == float(meant)


def test_more_than_nine_places_are_left_as_they_are() -> None:
    """What is no decimal of nine places is the product that floats give."""
    numbers = np.array([1 / 3, 1e300, np.nan])

    found = in_other_unit(numbers, 1000.0)

    assert list(found[:2]) == [1 / 3 * 1000, 1e303]
    assert np.isnan(found[2])


@pytest.mark.requirement("R75")
@pytest.mark.parametrize(
    ("name", "unit", "times"),
    [("strength", "g", 1e3), ("strength", "mcg", 1e-3), ("tablet_mass", "g", 1e3)],
)
def test_a_table_in_another_unit_has_the_same_plan(
    name: str, unit: str, times: float
) -> None:
    """Ten thousand orders in grams or micrograms are those in mg, to the last bit."""
    drawn = orders(10_000, seed=21)
    # tenths of a mg are whole numbers: dividing one gives the float nearest to it
    tenths = np.rint(drawn[name] * 10)
    other = tenths / 1e4 if times > 1 else tenths * 100

    here = plan_columns(drawn, balance=BALANCE)
    there = plan_columns(drawn | {name: other}, units={name: unit}, balance=BALANCE)

    for output in OUTPUTS:
        assert np.array_equal(here[output], there[output], equal_nan=True)


@pytest.mark.parametrize("kind", [np.float32, "object", "str"])
def test_a_table_of_another_kind_has_the_same_plan(kind: Any) -> None:
    """Ten thousand orders as short floats, objects or texts are those as floats."""
    drawn = orders(10_000, seed=22)
    other = {name: cells.astype(kind) for name, cells in drawn.items()}

    here = plan_columns(drawn)
    there = plan_columns(other)

    for output in OUTPUTS:
        assert np.array_equal(here[output], there[output], equal_nan=True)
