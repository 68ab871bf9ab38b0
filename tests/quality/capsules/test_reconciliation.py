"""Loss, and yield with reconciliation."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_compound import FieldError, Q
from ldn_compound.quality import mass_loss, reconcile

MILLIGRAMS = st.integers(1, 10**6)
NOTHING_OR_MORE = st.integers(0, 10**6)


@pytest.mark.requirement("R64")
@pytest.mark.parametrize(
    ("filled", "loss", "verdict"),
    [
        ("18 g", "0 %", "pass"),
        ("17.46 g", "3 %", "pass"),  # 0.54 / 18
        ("17.459 g", None, "fail"),
        ("0 g", "100 %", "fail"),
    ],
)
def test_the_loss_of_mass(filled: str, loss: str | None, verdict: str) -> None:
    """At most 3 % of what was weighed in is in no capsule."""
    found = mass_loss("18 g", filled)

    assert found.verdict == verdict
    assert loss is None or found.loss == Q(loss)
    assert found.remarks == ()


@pytest.mark.parametrize(
    ("filled", "verdict"), [("10.1 g", "pass"), ("10.101 g", "fail")]
)
def test_a_gain_is_an_error_of_weighing(filled: str, verdict: str) -> None:
    """More filled than weighed in is remarked on, and fails beyond 1 %."""
    found = mass_loss("10 g", filled)

    assert found.verdict == verdict
    assert found.remarks == (
        "more was filled than weighed in: weigh again, net of shells",
    )


def test_masses_of_a_loss_are_masses() -> None:
    """Something was weighed in, and both have a unit."""
    with pytest.raises(FieldError, match="weighed_in: expected a mass above zero"):
        mass_loss("0 g", "17 g")
    with pytest.raises(FieldError, match="filled: expected an amount such as"):
        mass_loss("18 g", "17")


@pytest.mark.requirement("R64")
@pytest.mark.parametrize(
    ("capsules", "filled", "verdict"),
    [
        (95, "17.1 g", "pass"),
        (105, "18.9 g", "pass"),
        (94, "17.1 g", "fail"),
        (95, "17.09 g", "fail"),
        (106, "18 g", "fail"),
        (100, "18.91 g", "fail"),
        (0, "0 g", "fail"),
    ],
)
def test_both_yields_have_a_goal(capsules: int, filled: str, verdict: str) -> None:
    """Capsules and mass come out at 95-105 % of theory."""
    found = reconcile(
        theoretical_capsules=100,
        filled_capsules=capsules,
        weighed_in="18 g",
        filled=filled,
    )

    assert found.verdict == verdict


def test_what_is_not_accounted_for() -> None:
    """What was neither kept nor rejected nor set aside is missing."""
    # 100 - 97 - 2 = 1; 18 g - 17.46 g - 0.4 g = 0.14 g
    found = reconcile(
        theoretical_capsules=100,
        filled_capsules=97,
        rejected_capsules=2,
        weighed_in="18 g",
        filled="17.46 g",
        set_aside="400 mg",
    )

    assert (found.count_yield, found.mass_yield) == (Q("97 %"), Q("97 %"))
    assert found.capsules_unaccounted == 1
    assert found.mass_unaccounted == Q("140 mg")
    assert found.remarks == ()


def test_more_than_went_in_is_remarked_on() -> None:
    """Capsules too many hold too little; mass too much is an error of weighing."""
    found = reconcile(
        theoretical_capsules=100,
        filled_capsules=102,
        weighed_in="18 g",
        filled="18 g",
        set_aside="1 mg",
    )

    assert found.capsules_unaccounted == -2
    assert found.remarks == (
        "2 capsules too many: each holds less of the blend than planned",
        "more came out than was weighed in: weigh again",
    )


@pytest.mark.requirement("R64")
@given(
    capsules=st.tuples(
        MILLIGRAMS.map(lambda n: n % 999 + 1), *[st.integers(0, 999)] * 2
    ),
    masses=st.tuples(MILLIGRAMS, NOTHING_OR_MORE, NOTHING_OR_MORE),
)
def test_nothing_is_lost_from_the_account(
    capsules: tuple[int, int, int], masses: tuple[int, int, int]
) -> None:
    """What was kept, set aside and not accounted for is what went in, exactly."""
    found = reconcile(
        theoretical_capsules=capsules[0],
        filled_capsules=capsules[1],
        rejected_capsules=capsules[2],
        weighed_in=f"{masses[0]} mg",
        filled=f"{masses[1]} mg",
        set_aside=f"{masses[2]} mg",
    )

    assert capsules[1] + capsules[2] + found.capsules_unaccounted == capsules[0]
    assert (
        Q(f"{masses[1]} mg") + Q(f"{masses[2]} mg") + found.mass_unaccounted
        == found.weighed_in
    )


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("theoretical_capsules", 0, "1 to 100000 capsules, got 0"),
        ("filled_capsules", -1, "0 to 100000 capsules, got -1"),
        ("rejected_capsules", 1.0, "a whole number"),
        ("filled_capsules", True, "a whole number"),
        ("weighed_in", "0 g", "a mass above zero"),
        ("filled", "17 %", "a mass such as"),
        ("set_aside", None, "an amount such as"),
    ],
)
def test_counts_are_whole_and_masses_are_masses(
    field: str, value: Any, expected: str
) -> None:
    """The error names the field that cannot be."""
    given_: dict[str, Any] = {
        "theoretical_capsules": 100,
        "filled_capsules": 98,
        "weighed_in": "18 g",
        "filled": "17 g",
    }

    with pytest.raises(FieldError, match=f"{field}: expected {expected}"):
        reconcile(**given_ | {field: value})
