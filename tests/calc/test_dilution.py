"""Aliquots and triturations."""

from __future__ import annotations

import pytest
from hypothesis import given

from ldn_compound import FieldError, Q, Quantity
from ldn_compound.calc.dilution import (
    aliquot,
    content,
    dilution_mass,
    drug_in_dilution,
    smallest_aliquot,
)
from tests.strategies import masses


@pytest.mark.requirement("R34")
@given(masses("0.1", "119"), masses("120", "500"))
def test_a_portion_carries_the_need(needed: Quantity, minimum: Quantity) -> None:
    """Whatever is needed, one portion of the smallest dilution carries it."""
    found = smallest_aliquot(needed, minimum)

    assert content(found.drug, found.diluent, found.portion) == needed
    assert found.drug >= minimum
    assert found.portion >= minimum
    assert found.drug - needed < minimum


def test_what_can_be_weighed_needs_no_diluent() -> None:
    """200 mg on a balance of 120 mg is one portion of itself."""
    found = smallest_aliquot("200 mg", "120 mg")

    assert (found.multiple, found.diluent) == (1, Q("0 mg"))


def test_nothing_needs_no_dilution() -> None:
    """No dilution carries nothing."""
    with pytest.raises(FieldError, match="needed: expected an amount above zero"):
        smallest_aliquot("0 mg", "120 mg")


@pytest.mark.parametrize(("multiple", "portion"), [(0, "120 mg"), (3, "44 mg")])
def test_a_portion_holds_what_it_carries(multiple: int, portion: str) -> None:
    """45 mg do not go into 44 mg, nor into no portion."""
    with pytest.raises(FieldError, match="portion: expected one or more portions"):
        aliquot("45 mg", multiple, portion)


def test_a_refusal_shows_the_figures() -> None:
    """The person sees how many portions of what were asked for."""
    with pytest.raises(FieldError, match=r"of 45 mg or more, got 3 of 44 mg$"):
        aliquot("45 mg", 3, "44 mg")
    with pytest.raises(FieldError, match=r"an amount above zero, got 0 mg$"):
        smallest_aliquot("0 mg", "120 mg")


@pytest.mark.requirement("R19")
def test_a_share_carries_the_drug_and_back() -> None:
    """45 mg are in 450 mg of 10 %; at 90 % of the label they are in 500 mg."""
    assert dilution_mass("45 mg", "10 %") == Q("450 mg")
    assert dilution_mass("45 mg", "10 %", "90 %") == Q("500 mg")
    assert drug_in_dilution("500 mg", "10 %", "90 %") == Q("45 mg")
