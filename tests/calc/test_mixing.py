"""Geometric dilution, step by step."""

from __future__ import annotations

import pytest
from hypothesis import given

from ldn_compound import Q, Quantity
from ldn_compound.calc.mixing import doubling_portions
from ldn_compound.errors import FieldError
from tests.strategies import masses


@pytest.mark.requirement("R30")
def test_portions_double() -> None:
    """100 mg take 100, 200, 400 mg, and of 1000 mg 300 mg are left."""
    portions = doubling_portions("100 mg", "1000 mg")

    assert portions == (Q("100 mg"), Q("200 mg"), Q("400 mg"), Q("300 mg"))


def test_nothing_to_add_takes_no_step() -> None:
    """Where the powder fills the shell, nothing is added."""
    assert doubling_portions("100 mg", "0 mg") == ()


def test_nothing_in_the_mortar_is_refused() -> None:
    """No number of doublings takes anything up."""
    with pytest.raises(
        FieldError, match=r"^start: expected an amount above zero, got 0 "
    ):
        doubling_portions("0 mg", "1000 mg")


@given(masses("1", "5000"), masses("0", "50000"))
def test_portions_are_all_of_the_filler(start: Quantity, filler: Quantity) -> None:
    """Each portion is at most what lies in the mortar; together they are the filler."""
    in_mortar = start

    for portion in doubling_portions(start, filler):
        assert Q("0 mg") < portion <= in_mortar
        in_mortar = in_mortar + portion

    assert in_mortar == start + filler
