"""What was made: entries of the bench."""

from __future__ import annotations

import datetime as dt
from typing import Any

import attrs
import pytest

from ldn_compound import FieldError, Q, UnitError
from ldn_compound.model.made import Made, TopUp, Weighed


def test_nothing_is_entered_by_itself() -> None:
    """Every entry is blank until somebody makes it."""
    empty = {None, ()}

    assert all(value in empty for value in attrs.asdict(Made()).values())


def test_entries_are_read_once() -> None:
    """Masses in mg, a day of the calendar, counts as whole numbers."""
    made = Made(
        made_on="2026-11-23",
        tablets_counted=10,
        tablets_mass="1.712 g",
        weighed=[Weighed("sucrose", actual="12.358 g")],
        blend_mass="13.9 g",
        destroyed="0 mg",
        deviations=["sieved twice"],
    )

    assert made.made_on == dt.date(2026, 11, 23)
    assert made.tablets_mass == Q("1712 mg")
    assert made.weighed[0].actual == Q("12358 mg")
    assert made.destroyed == Q("0 mg")
    assert made.deviations == ("sieved twice",)


@pytest.mark.parametrize("actual", ["3 mL", "50 mg/tablet"])
def test_what_was_weighed_is_a_mass(actual: str) -> None:
    """A volume on a balance is a slip."""
    with pytest.raises(FieldError, match="actual: expected a mass such as '1541 mg'"):
        Weighed("sucrose", actual=actual)


def test_a_bare_number_is_no_mass() -> None:
    """Without a unit it might be grams."""
    entered: Any = 1541
    with pytest.raises(UnitError, match=r"actual: expected an amount such as '"):
        Weighed("sucrose", actual=entered)


def test_an_item_is_entered_once() -> None:
    """Of two masses of one item, nobody could say which one is in the mortar."""
    twice = [Weighed("sucrose", actual="1 g"), Weighed("sucrose", actual="2 g")]

    with pytest.raises(
        FieldError, match=r"weighed: expected each item once, got sucrose twice; enter"
    ):
        Made(weighed=twice)


@pytest.mark.parametrize("weighed", ["sucrose", [("sucrose", "1 g")], 5])
def test_a_weighing_is_a_record(weighed: Any) -> None:
    """A text has no mass, and a pair does not say which is which."""
    with pytest.raises(FieldError, match="weighed: expected records of Weighed"):
        Made(weighed=weighed)


def test_filler_added_comes_with_the_blend_it_was_added_to() -> None:
    """One without the other gives no dose."""
    added: Any = "1109 mg"

    with pytest.raises(
        FieldError,
        match=r"topped_up: expected blend emptied out and filler added, got '1109 mg'; "
        r"TopUp\(blend=",
    ):
        Made(topped_up=added)
    assert TopUp(blend="12.43 g", filler="1109 mg").total == Q("13539 mg")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"tablets_counted": 0}, "tablets_counted: expected 1 to"),
        ({"tablets_mass": "0 mg"}, "tablets_mass: expected a mass above zero"),
        ({"blend_mass": "0 mg"}, "blend_mass: expected a mass above zero"),
        ({"capsules": -1}, "capsules: expected 0 to"),
        ({"rejected": 1.5}, "rejected: expected a whole number"),
        ({"destroyed": "1 mL"}, "destroyed: expected a mass"),
        ({"batch_number": ""}, "batch_number: expected one line"),
        ({"made_on": "2026-11"}, "made_on: expected a day"),
        ({"deviations": "one"}, "deviations: expected several texts"),
        ({"problems": [""]}, "problems: expected one line"),
    ],
)
def test_an_entry_that_cannot_be_is_refused(entry: Any, message: str) -> None:
    """What nobody can have read from a display is not recorded."""
    with pytest.raises(FieldError, match=message):
        Made(**entry)
