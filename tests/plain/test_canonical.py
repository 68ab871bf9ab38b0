"""Plain data: what a record is written as, and what no document holds."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from ldn_compound import Additive, FieldError, Prescription, Q
from ldn_compound.model.second_calculation import CheckedFigure
from ldn_compound.plain.canonical import describe, written
from tests.examples import BULK, batch


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (..., "nothing"),
        ({"a": 1}, "an object"),
        ([1, 2], "a list"),
        (None, "null"),
        ("text", "'text'"),
        (5, "5"),
    ],
)
def test_a_value_is_described_in_words(value: Any, said: str) -> None:
    """A fault never repeats a whole document."""
    assert describe(value) == said


def test_a_figure_may_be_less_than_nothing() -> None:
    """What is stated and recomputed may be of either sign; a name stands by itself."""
    figure = CheckedFigure("powder", Fraction(-1, 3), Fraction(-1, 4), "mg")

    assert written(figure)["stated"] == {"value": "-1/3"}
    assert written(figure)["recomputed"] == {"value": "-0.25"}
    assert written(evolve(figure, stated="talc"))["stated"] == "talc"


def test_an_exact_number_is_not_less_than_nothing() -> None:
    """A need of -1 step is no need."""
    plan = batch(drug=BULK, prescription=Prescription("0.5 mg", capsules=30))
    assert plan.trituration is not None
    wrong = evolve(plan.trituration.limits, need=Fraction(-1))

    with pytest.raises(FieldError, match="need: expected zero or more"):
        written(wrong)


def test_an_amount_of_another_kind_names_all_that_may_stand_there() -> None:
    """An additive is a mass of the batch or of each capsule, never a volume."""
    wrong = Additive("dye", mass="1 mg")
    object.__setattr__(wrong, "mass", Q("1 mL"))

    with pytest.raises(FieldError, match="mass: expected an amount in mg or mg/cap"):
        written(wrong)
