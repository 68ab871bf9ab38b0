"""Plain data: what a record is written as, and what no document holds."""

from __future__ import annotations

import sys
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from ldn_compound import Additive, FieldError, Prescription, Q
from ldn_compound.model.second_calculation import CheckedFigure
from ldn_compound.model.steps import Step
from ldn_compound.plain.canonical import describe, plain, written
from ldn_compound.plain.shapes import Plain
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


@pytest.mark.parametrize(
    ("value", "shape"),
    [
        (0, Plain.COUNT),
        (2**53 - 1, Plain.COUNT),
        (sys.float_info.max, Plain.NUMBER),
        (-sys.float_info.max, Plain.NUMBER),
    ],
)
def test_the_greatest_numbers_are_written(value: float, shape: Plain) -> None:
    """What every reader of JSON takes exactly is written as it is."""
    assert plain(value, shape) == value


def test_of_the_two_zeros_the_one_without_a_sign_is_written() -> None:
    """Equal records give equal bytes."""
    assert str(plain(-0.0, Plain.NUMBER)) == "0.0"


def test_what_a_step_takes_is_an_amount_or_a_word() -> None:
    """Either stands in the same place of the document."""
    step = Step(
        name="fill",
        formula="a x b",
        inputs=(("a", Q("2 mg")), ("b", "two")),
        result=Q("4 mg"),
        source="house",
    )

    assert written(step)["inputs"] == [
        ["a", {"value": "2", "unit": "mg"}],
        ["b", "two"],
    ]


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
